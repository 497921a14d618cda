package dev.reelport.youtube;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * YouTube Data API v3. Answers of every status come back as they are; bodies are cut off at {@link
 * BodyLimit}.
 */
@RegisterRestClient(configKey = "youtube")
interface YouTubeApi {

  /** Key and token travel in headers, so that no log of addresses can show them. */
  @GET
  @Path("/youtube/v3/{resource}")
  Uni<Response> list(
      @PathParam("resource") String resource,
      @HeaderParam("X-Goog-Api-Key") String apiKey,
      @HeaderParam("Authorization") String authorization,
      @RestQuery Map<String, String> parameters);
}
