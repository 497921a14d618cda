package dev.reelport.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every failure of a resource, and of the framework around it, as a problem. */
class ProblemMapper {

  private final ProblemWriter writer;

  @Inject
  ProblemMapper(ProblemWriter writer) {
    this.writer = writer;
  }

  @ServerExceptionMapper({
    Throwable.class,
    // The framework asks for these by name before it looks for anything more general.
    NotFoundException.class
  })
  Response answer(Throwable failure, RoutingContext context) {
    ProblemWriter.Answer answer = writer.answer(failure, Paths.of(context));
    Response.ResponseBuilder response =
        Response.status(answer.status()).entity(answer.body().getBytes());
    answer.headers().forEach(response::header);
    return response.build();
  }
}
