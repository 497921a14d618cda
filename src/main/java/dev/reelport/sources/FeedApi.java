package dev.reelport.sources;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * YouTube's feeds, all at one address. Answers of every status come back as they are; bodies are
 * cut off at {@link FeedLimit}.
 */
@RegisterRestClient(configKey = "youtube-feed")
interface FeedApi {

  @GET
  Uni<Response> feed(
      @HeaderParam("If-None-Match") String etag,
      @HeaderParam("If-Modified-Since") String modified,
      @RestQuery Map<String, String> parameters);
}
