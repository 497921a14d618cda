package dev.reelport.api;

import dev.reelport.connections.Consents;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Writes into the API's description what can go wrong, by the same table that answers it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {

  private static final Set<ProblemCode> ALWAYS =
      EnumSet.of(
          ProblemCode.UNAUTHORIZED,
          ProblemCode.NOT_ACCEPTABLE,
          ProblemCode.INTERNAL,
          ProblemCode.RATE_LIMITED,
          ProblemCode.OVERLOADED,
          ProblemCode.UNAVAILABLE);
  private static final Set<ProblemCode> OF_BODIES =
      EnumSet.of(
          ProblemCode.INVALID_REQUEST, ProblemCode.TOO_LARGE, ProblemCode.UNSUPPORTED_MEDIA_TYPE);

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith("/v1/") && !path.equals(Consents.CALLBACK)) {
                item.getOperations().forEach((method, call) -> describe(path, call));
              }
            });
  }

  private static void describe(String path, Operation call) {
    codes(path, call).stream()
        .collect(Collectors.groupingBy(ProblemCode::status))
        .forEach((status, codes) -> call.getResponses().addAPIResponse("" + status, answer(codes)));
  }

  private static Set<ProblemCode> codes(String path, Operation call) {
    Set<ProblemCode> codes = EnumSet.copyOf(ALWAYS);
    if (path.contains("/admin/")) {
      codes.add(ProblemCode.FORBIDDEN);
    }
    if (path.contains("{id}")) {
      codes.add(ProblemCode.NOT_FOUND);
    }
    if (call.getRequestBody() != null) {
      codes.addAll(OF_BODIES);
    }
    if (call.getOperationId().startsWith("list")) {
      codes.add(ProblemCode.INVALID_PARAMETER);
    }
    codes.addAll(
        switch (call.getOperationId()) {
          case "createImport" ->
              List.of(ProblemCode.INVALID_TARGET, ProblemCode.IDEMPOTENCY_CONFLICT);
          case "previewImport" ->
              List.of(
                  ProblemCode.INVALID_TARGET,
                  ProblemCode.INVALID_PARAMETER,
                  ProblemCode.NOT_FOUND,
                  ProblemCode.RECONNECT_REQUIRED,
                  ProblemCode.QUOTA_EXCEEDED,
                  ProblemCode.YOUTUBE_UNAVAILABLE);
          case "explainVideo" -> List.of(ProblemCode.INVALID_PARAMETER);
          case "createSource" ->
              List.of(
                  ProblemCode.INVALID_TARGET,
                  ProblemCode.NOT_FOUND,
                  ProblemCode.RECONNECT_REQUIRED,
                  ProblemCode.QUOTA_EXCEEDED,
                  ProblemCode.YOUTUBE_UNAVAILABLE);
          case "getOwnChannel", "listOwnVideos" ->
              List.of(
                  ProblemCode.NOT_FOUND,
                  ProblemCode.NOT_CONNECTED,
                  ProblemCode.RECONNECT_REQUIRED,
                  ProblemCode.QUOTA_EXCEEDED,
                  ProblemCode.YOUTUBE_UNAVAILABLE);
          case "connectYouTube" -> List.of(ProblemCode.CONNECTIONS_OFF);
          case "replayDeadLetters" -> List.of(ProblemCode.NOT_FOUND, ProblemCode.INVALID_PARAMETER);
          case "cancelImport" -> List.of(ProblemCode.NOT_CANCELLABLE);
          case "retryImport" -> List.of(ProblemCode.NOT_RETRYABLE);
          default -> List.of();
        });
    return codes;
  }

  private static APIResponse answer(List<ProblemCode> codes) {
    MediaType problem =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
    codes.forEach(code -> problem.addExample(code.code(), example(code)));
    APIResponse answer =
        OASFactory.createAPIResponse()
            .description(
                codes.stream().map(ProblemCode::title).collect(Collectors.joining(", or ")) + ".")
            .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem));
    if (codes.contains(ProblemCode.UNAUTHORIZED)) {
      answer.addHeader("WWW-Authenticate", header("Always Bearer.", Schema.SchemaType.STRING));
    }
    if (codes.stream().anyMatch(code -> code.status() == 429 || code.status() == 503)) {
      answer.addHeader("Retry-After", header("Seconds to wait.", Schema.SchemaType.INTEGER));
    }
    return answer;
  }

  private static Example example(ProblemCode code) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", code.type());
    problem.put("title", code.title());
    problem.put("status", code.status());
    problem.put("detail", "What happened and what to do about it.");
    problem.put("instance", "/v1/imports");
    problem.put("code", code.code());
    return OASFactory.createExample().value(problem);
  }

  private static Header header(String text, Schema.SchemaType type) {
    return OASFactory.createHeader()
        .description(text)
        .schema(OASFactory.createSchema().addType(type));
  }
}
