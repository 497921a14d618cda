package dev.reelport.connections;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * Google's OAuth 2 server. Answers of every status come back as they are; bodies are cut off at
 * {@link OAuthBodyLimit}. Tokens travel in bodies, so that no log of addresses can show them.
 */
@RegisterRestClient(configKey = "google-oauth")
interface OAuthApi {

  @POST
  @Path("/{endpoint}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  Uni<Response> post(@PathParam("endpoint") String endpoint, String form);
}
