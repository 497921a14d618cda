package dev.reelport.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of a list.
 *
 * @param nextCursor where the list goes on; null at its end
 */
@RegisterForReflection
public record Page<T>(
    List<T> items,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(nullable = true, description = "Pass it as cursor to go on; null at the end.")
        String nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a page from rows of which one more than {@code limit} was asked for.
   *
   * @param view what people see of a row
   * @param cursor the place behind a row
   */
  static <R, T> Page<T> of(
      List<R> rows, int limit, Function<R, T> view, Function<R, String> cursor) {
    boolean more = rows.size() > limit;
    List<R> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown.stream().map(view).toList(), more ? cursor.apply(shown.get(limit - 1)) : null);
  }
}
