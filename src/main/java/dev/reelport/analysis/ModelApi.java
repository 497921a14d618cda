package dev.reelport.analysis;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * An API that is compatible with OpenAI's. Answers of every status come back as they are; bodies
 * are cut off at {@link ModelBodyLimit}.
 */
@RegisterRestClient(configKey = "analysis")
interface ModelApi {

  @POST
  @Path("/chat/completions")
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Response> ask(@HeaderParam("Authorization") String authorization, String body);
}
