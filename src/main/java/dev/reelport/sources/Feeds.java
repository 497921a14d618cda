package dev.reelport.sources;

import dev.reelport.platform.AnswerLimit;
import dev.reelport.platform.StoreFailures;
import dev.reelport.sources.FeedLook.Validators;
import dev.reelport.youtube.PlaylistId;
import io.netty.handler.codec.DecoderException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** YouTube's Atom feeds: the 15 newest videos of a list, for nothing. */
@ApplicationScoped
class Feeds {

  private static final int LONGEST_VALIDATOR = 256;

  private final FeedApi api;
  private final DiscoveryConfig config;

  Feeds(@RestClient FeedApi api, DiscoveryConfig config) {
    this.api = api;
    this.config = config;
  }

  /** A look at the feed of a list; never fails because of YouTube. */
  Uni<FeedLook> look(PlaylistId list, Validators known) {
    return api.feed(known.etag().orElse(null), known.modified().orElse(null), address(list))
        .ifNoItem()
        .after(config.feedDeadline())
        .fail()
        .map(Feeds::read)
        .onFailure(Feeds::isLost)
        .recoverWithItem(lost -> new FeedLook.Missing("lost"));
  }

  private static Map<String, String> address(PlaylistId list) {
    return Lists.channel(list)
        .map(channel -> Map.of("channel_id", channel.value()))
        .orElseGet(() -> Map.of("playlist_id", list.value()));
  }

  private static FeedLook read(Response response) {
    try (response) {
      int status = response.getStatus();
      if (status == 304) {
        return new FeedLook.Unchanged();
      }
      if (status != 200) {
        return new FeedLook.Missing(Integer.toString(status));
      }
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      // Reading is stopped beyond the limit, unless that was the last of the body.
      if (body.length > FeedLimit.BYTES) {
        return new FeedLook.Missing("too long");
      }
      return new FeedLook.Read(
          FeedParser.read(body).entries(),
          new Validators(
              header(response, HttpHeaders.ETAG), header(response, HttpHeaders.LAST_MODIFIED)));
    } catch (FeedParser.UnreadableException e) {
      return new FeedLook.Missing("unreadable");
    }
  }

  private static Optional<String> header(Response response, String name) {
    return Optional.ofNullable(response.getHeaderString(name))
        .filter(value -> value.length() <= LONGEST_VALIDATOR);
  }

  private static boolean isLost(Throwable thrown) {
    return thrown instanceof ProcessingException
        || thrown instanceof DecoderException
        || thrown instanceof AnswerLimit.Exceeded
        || StoreFailures.mayPass(thrown);
  }
}
