package dev.reelport.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What people are told when a request went wrong (RFC 9457).
 *
 * @param type identifies the kind of problem
 * @param detail what happened this time and what to do about it
 * @param instance the path of the request
 * @param code stable, for programs
 */
@RegisterForReflection
@Schema(name = "Problem", description = "What went wrong (RFC 9457).")
public record Problem(
    @Schema(examples = "urn:reelport:problem:not_found") String type,
    @Schema(examples = "Not found") String title,
    @Schema(examples = "404") int status,
    @Schema(description = "What happened and what to do about it.") String detail,
    @Schema(description = "The path of the request.") String instance,
    @Schema(implementation = String.class, examples = "not_found") ProblemCode code) {

  /** Media type of every error answer. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem of a request to this path. */
  public static Problem of(ProblemCode code, String detail, String path) {
    return new Problem(code.type(), code.title(), code.status(), detail, path, code);
  }
}
