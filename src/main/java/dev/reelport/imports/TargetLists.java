package dev.reelport.imports;

import dev.reelport.platform.UserId;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Finds out which list of videos a channel or playlist stands for. */
@ApplicationScoped
public class TargetLists {

  private final Survey survey;
  private final PaidLooks looks;
  private final Moments moments;

  TargetLists(Survey survey, PaidLooks looks, Moments moments) {
    this.survey = survey;
    this.looks = looks;
    this.moments = moments;
  }

  /** What needs nobody to be asked; empty for a channel that is not named by its id. */
  public Optional<FoundList> known(Target target) {
    if (target instanceof Target.Playlist playlist) {
      return Optional.of(FoundList.of(playlist.id(), Optional.empty()));
    }
    return target instanceof Target.Channel channel
            && channel.ref() instanceof ChannelRef.ById named
        ? Optional.of(
            new FoundList(
                TargetKind.CHANNEL, named.id().value(), named.id().uploads(), Optional.empty()))
        : Optional.empty();
  }

  /**
   * Asks YouTube, unless it said so not long ago; the user pays. Fails with {@link PreviewRefusal}.
   *
   * @param target a channel or a playlist
   */
  public Uni<FoundList> find(UserId user, Target target) {
    return looks
        .look(
            user,
            payer ->
                survey.list(target, new Asker(user, UUID.randomUUID(), moments.now().now(), payer)))
        .onFailure(PreviewRefusals::isExpected)
        .transform(failure -> PreviewRefusals.of(failure, TargetKind.of(target), moments.now()));
  }
}
