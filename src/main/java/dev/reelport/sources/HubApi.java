package dev.reelport.sources;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The hub that tells of new videos. Answers of every status come back as they are; bodies are cut
 * off at {@link FeedLimit}.
 */
@RegisterRestClient(configKey = "youtube-hub")
interface HubApi {

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Uni<Response> post(String form);
}
