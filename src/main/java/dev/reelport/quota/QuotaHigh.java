package dev.reelport.quota;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.reelport.platform.UserId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * A daily budget is used above its warning.
 *
 * @param user whose budget it is; null for the project's
 * @param used units charged that day, as far as the charge that tells of it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuotaHigh(
    Scope scope,
    String user,
    String bucket,
    LocalDate day,
    long used,
    int limit,
    int warnAbove,
    Instant resetsAt) {

  /** Whose budgets there are. */
  public enum Scope {
    USER,
    PROJECT;

    /** As in JSON and rows. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static QuotaHigh ofUser(Charge.Granted charge, Limits limits, Instant resetsAt) {
    return of(Scope.USER, charge.user(), charge, charge.userUsed(), limits, resetsAt);
  }

  static QuotaHigh ofProject(Charge.Granted charge, Limits limits, Instant resetsAt) {
    return of(Scope.PROJECT, null, charge, charge.projectUsed(), limits, resetsAt);
  }

  private static QuotaHigh of(
      Scope scope, UserId user, Charge.Granted charge, long used, Limits limits, Instant resetsAt) {
    return new QuotaHigh(
        scope,
        user == null ? null : user.value(),
        charge.bucket().key(),
        charge.day().date(),
        used,
        limits.limit(),
        limits.warnAbove(),
        resetsAt);
  }

  /** Who it is about: the user, or the project's bucket. */
  @JsonIgnore
  public String subject() {
    return scope == Scope.USER ? user : bucket;
  }

  /** The same whenever it is told of this budget on this day. */
  @JsonIgnore
  public String id() {
    return "quota-high-" + scope.code() + "-" + subject() + "-" + day;
  }
}
