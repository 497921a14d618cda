package dev.reelport.upkeep;

import dev.reelport.platform.Columns;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is known of videos. Every statement runs in the caller's session, a worker's. */
@ApplicationScoped
class LifeStore {

  /**
   * Enters the videos of projects that were made before {@code horizon}.
   *
   * @return how many projects that were, at most {@code most}
   */
  Uni<Long> enrol(Mutiny.Session session, Instant horizon, Duration every, int most) {
    return session
        .createNativeQuery(LifeSql.ENROL, Long.class)
        .setParameter("horizon", new UUID(horizon.toEpochMilli() << 16, 0))
        .setParameter("every", every.toMillis() / 1_000.0)
        .setParameter("most", most)
        .getSingleResult();
  }

  /**
   * A video to be asked for.
   *
   * @param payer nobody pays for one that nobody has any more
   * @param hinted whether it was said to have changed since it was described
   */
  record Due(Life life, Optional<UserId> payer, boolean hinted) {}

  /** Takes videos that are due, oldest first; each is told to one caller only until the lease. */
  Uni<List<Due>> claim(Mutiny.Session session, Instant now, Instant lease, int most) {
    return session
        .createNativeQuery(LifeSql.CLAIM, Tuple.class)
        .setParameter("now", at(now))
        .setParameter("lease", at(lease))
        .setParameter("most", most)
        .getResultList()
        .map(rows -> rows.stream().map(row -> due(row, lease)).toList());
  }

  private static Due due(Tuple row, Instant lease) {
    return new Due(
        new Life(
            row.get("video_id", String.class),
            Viewer.named(row.get("viewer", String.class)),
            instant(row, "details_at").orElseThrow(),
            lease,
            instant(row, "missing_since"),
            instant(row, "gone_at"),
            instant(row, "stripped_at"),
            instant(row, "tried_at")),
        Optional.ofNullable(row.get("payer", String.class)).map(UserId::new),
        row.get("hinted", Boolean.class));
  }

  /** Somebody says that this video has changed: it is due, with everything. */
  Uni<Void> hint(Mutiny.Session session, String videoId, Instant now) {
    return session
        .createNativeQuery(LifeSql.HINT)
        .setParameter("video", videoId)
        .setParameter("now", at(now))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Forgets videos. */
  Uni<Void> forget(Mutiny.Session session, List<Life> lives) {
    return lives.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(LifeSql.FORGET)
            .setParameter("ids", Columns.texts(lives, Life::videoId))
            .setParameter("viewers", Columns.texts(lives, life -> life.viewer().name()))
            .executeUpdate()
            .replaceWithVoid();
  }

  /** Writes what is known now. */
  Uni<Void> save(Mutiny.Session session, List<Life> lives) {
    return session
        .createNativeQuery(LifeSql.SAVE)
        .setParameter("ids", Columns.texts(lives, Life::videoId))
        .setParameter("viewers", Columns.texts(lives, life -> life.viewer().name()))
        .setParameter("details", times(lives, life -> Optional.of(life.detailsAt())))
        .setParameter("checks", times(lives, life -> Optional.of(life.nextCheckAt())))
        .setParameter("missing", times(lives, Life::missingSince))
        .setParameter("gone", times(lives, Life::goneAt))
        .setParameter("stripped", times(lives, Life::strippedAt))
        .setParameter("tried", times(lives, Life::triedAt))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Marks as stripped what is too old, and answers the videos by viewer. */
  Uni<Map<Viewer, List<String>>> strip(
      Mutiny.Session session, Instant now, Duration keep, int most) {
    return session
        .createNativeQuery(LifeSql.STRIP, Tuple.class)
        .setParameter("now", at(now))
        .setParameter("deadline", at(now.minus(keep)))
        .setParameter("keep", keep.toMillis() / 1_000.0)
        .setParameter("most", most)
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.groupingBy(
                            row -> Viewer.named(row.get("viewer", String.class)),
                            Collectors.mapping(
                                row -> row.get("video_id", String.class), Collectors.toList()))));
  }

  private static Optional<Instant> instant(Tuple row, String column) {
    return Optional.ofNullable(row.get(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** As texts, because the driver takes no arrays of times from Hibernate. */
  private static String[] times(List<Life> lives, Function<Life, Optional<Instant>> column) {
    return lives.stream()
        .map(column)
        .map(time -> time.map(Instant::toString).orElse(null))
        .toArray(String[]::new);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
