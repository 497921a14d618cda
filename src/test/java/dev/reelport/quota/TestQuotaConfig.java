package dev.reelport.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Small budgets and a staged clock. */
record TestQuotaConfig(
    int projectLimit,
    int userLimit,
    int batchGetStatsLimit,
    ZoneId zone,
    Duration clockOffset,
    Duration redisTimeout,
    Duration chargeTimeout,
    int allowance,
    Duration youngDay,
    Duration chargeMemory)
    implements QuotaConfig {

  static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  static TestQuotaConfig limits(int project, int user) {
    return new TestQuotaConfig(
        project,
        user,
        project,
        PACIFIC,
        Duration.ZERO,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        100,
        Duration.ofMinutes(10),
        Duration.ofMinutes(15));
  }

  /** Stages the moment: it is now. */
  TestQuotaConfig at(Instant moment) {
    return withOffset(Duration.ofSeconds(Duration.between(Instant.now(), moment).toSeconds()));
  }

  TestQuotaConfig withOffset(Duration offset) {
    return new TestQuotaConfig(
        projectLimit,
        userLimit,
        batchGetStatsLimit,
        zone,
        offset,
        redisTimeout,
        chargeTimeout,
        allowance,
        youngDay,
        chargeMemory);
  }

  TestQuotaConfig withTimeout(Duration timeout) {
    return new TestQuotaConfig(
        projectLimit,
        userLimit,
        batchGetStatsLimit,
        zone,
        clockOffset,
        timeout,
        chargeTimeout,
        allowance,
        youngDay,
        chargeMemory);
  }

  TestQuotaConfig withAllowance(int units) {
    return new TestQuotaConfig(
        projectLimit,
        userLimit,
        batchGetStatsLimit,
        zone,
        clockOffset,
        redisTimeout,
        chargeTimeout,
        units,
        youngDay,
        chargeMemory);
  }
}
