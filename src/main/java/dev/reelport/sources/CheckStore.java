package dev.reelport.sources;

import dev.reelport.platform.UserId;
import dev.reelport.sources.Logbook.News;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which sources are due, and what is new to them. Statements run in the caller's session. */
@ApplicationScoped
class CheckStore {

  private static final String GOES_ON =
      "not s.paused and s.waiting_reason is null and s.every <> 'manual'";

  // The index alone says what is due, in two looks: for those without a time and for those whose
  // time has come. Whoever is faster takes them; the other comes again.
  private static final String CLAIM =
      """
      with due as materialized (
        (select s.id from source s
         where %1$s and s.next_check_at is null
           and (s.claimed_until is null or s.claimed_until <= :now)
         order by s.next_check_at, s.id limit :most)
        union all
        (select s.id from source s
         where %1$s and s.next_check_at <= :now
           and (s.claimed_until is null or s.claimed_until <= :now)
         order by s.next_check_at, s.id limit :most)
        limit :most),
      taken as materialized (
        select s.id from source s
        where s.id = any(array(select id from due)) and %1$s
          and (s.next_check_at is null or s.next_check_at <= :now)
          and (s.claimed_until is null or s.claimed_until <= :now)
        for no key update skip locked)
      update source s set claimed_until = :until
      where s.id = any(array(select id from taken))
      returning s.list_id, s.user_id, s.next_check_at
      """
          .formatted(GOES_ON);

  private static final String NEWS =
      """
      select w.list_id, w.video_id, bool_and(i.video_id is null) as to_all
      from unnest(cast(:lists as text[]), cast(:videos as text[])) as w(list_id, video_id)
      join source s on s.list_id = w.list_id and %s
      left join source_item i on i.source_id = s.id and i.video_id = w.video_id
      group by w.list_id, w.video_id
      having bool_or(i.video_id is null)
      """
          .formatted(GOES_ON);

  private static final String WITH_DUE_ITEMS =
      """
      select distinct s.list_id from source s
      join source_item i on i.source_id = s.id and i.again_at <= :now
      where s.list_id = any(cast(:lists as text[])) and %s
      """
          .formatted(GOES_ON);

  private static final String FOLLOWERS =
      """
      select s.id, s.list_id, s.every, w.newest_published_at, w.upload_gap_seconds,
             (select min(i.again_at) from source_item i
              where i.source_id = s.id and i.again_at is not null) as again_at
      from source s join watched_list w on w.list_id = s.list_id
      where s.list_id = any(cast(:lists as text[])) and %s
      order by s.id
      """
          .formatted(GOES_ON);

  private static final String COUNT_ALONG =
      """
      select w.list_id, f.users
      from (select list_id from watched_list
            where channel_id is not null and counted_at < :before
              and list_id <> all(cast(:but as text[]))
            order by counted_at limit :most) w
      cross join lateral (
        select string_agg(s.user_id, chr(10) order by s.id) as users from source s
        where s.list_id = w.list_id and %s) f
      where f.users is not null
      """
          .formatted(GOES_ON);

  private static final String OPEN_SWEEPS =
      """
      select distinct i.source_id from import i
      where i.source_id = any(cast(:sources as uuid[])) and i.rung = 'sweep'
        and i.status in ('queued', 'running', 'waiting')
      """;

  /** A source that was claimed. */
  record Claimed(PlaylistId list, UserId user) {}

  /** A source that is to be checked again some time. */
  record Follower(
      SourceId id, PlaylistId list, SyncInterval interval, Pace pace, Optional<Instant> againAt) {}

  /** Takes sources that are due, those without a time first, then the most overdue. */
  Uni<List<Claimed>> claim(Mutiny.Session session, int most, Instant now, Instant until) {
    return session
        .createNativeQuery(CLAIM, Tuple.class)
        .setParameter("most", most)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .setParameter("until", until.atOffset(ZoneOffset.UTC))
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .sorted(
                        Comparator.comparing(
                            row -> Moment.of(row, "next_check_at"),
                            Comparator.nullsFirst(Comparator.naturalOrder())))
                    .map(
                        row ->
                            new Claimed(
                                new PlaylistId(row.get("list_id", String.class)),
                                new UserId(row.get("user_id", String.class))))
                    .toList());
  }

  /** Lets others take what was claimed of these lists. */
  Uni<Void> release(Mutiny.Session session, Collection<PlaylistId> lists) {
    return session
        .createNativeQuery(
            "update source set claimed_until = null"
                + " where list_id = any(cast(:lists as text[])) and claimed_until is not null")
        .setParameter("lists", texts(lists))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** As {@link Logbook#news}. */
  Uni<Map<PlaylistId, News>> news(Mutiny.Session session, Map<PlaylistId, List<SeenVideo>> seen) {
    List<String> lists = new ArrayList<>();
    List<String> videos = new ArrayList<>();
    seen.forEach(
        (list, all) ->
            all.stream()
                .map(SeenVideo::id)
                .distinct()
                .forEach(
                    video -> {
                      lists.add(list.value());
                      videos.add(video.value());
                    }));
    return session
        .createNativeQuery(NEWS, Tuple.class)
        .setParameter("lists", lists.toArray(String[]::new))
        .setParameter("videos", videos.toArray(String[]::new))
        .getResultList()
        .map(CheckStore::news);
  }

  private static Map<PlaylistId, News> news(List<Tuple> rows) {
    Map<PlaylistId, News> news = new HashMap<>();
    for (Tuple row : rows) {
      VideoId video = new VideoId(row.get("video_id", String.class));
      News of =
          news.computeIfAbsent(
              new PlaylistId(row.get("list_id", String.class)),
              list -> new News(new HashSet<>(), new HashSet<>()));
      of.toSome().add(video);
      if (row.get("to_all", Boolean.class)) {
        of.toAll().add(video);
      }
    }
    return news;
  }

  /** Those of the lists of which something is to be looked at again. */
  Uni<List<PlaylistId>> withDueItems(
      Mutiny.Session session, Collection<PlaylistId> lists, Instant now) {
    return session
        .createNativeQuery(WITH_DUE_ITEMS, String.class)
        .setParameter("lists", texts(lists))
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .getResultList()
        .map(rows -> rows.stream().map(PlaylistId::new).toList());
  }

  /** All who follow these lists and go on by themselves. */
  Uni<List<Follower>> followers(Mutiny.Session session, Collection<PlaylistId> lists) {
    return session
        .createNativeQuery(FOLLOWERS, Tuple.class)
        .setParameter("lists", texts(lists))
        .getResultList()
        .map(rows -> rows.stream().map(CheckStore::follower).toList());
  }

  private static Follower follower(Tuple row) {
    Number gap = row.get("upload_gap_seconds", Number.class);
    return new Follower(
        new SourceId(row.get("id", UUID.class)),
        new PlaylistId(row.get("list_id", String.class)),
        SyncInterval.of(row.get("every", String.class)),
        new Pace(
            Optional.ofNullable(Moment.of(row, "newest_published_at")),
            Optional.ofNullable(gap).map(seconds -> Duration.ofSeconds(seconds.longValue()))),
        Optional.ofNullable(Moment.of(row, "again_at")));
  }

  /** As {@link Logbook#toCountAlong}: who follows these lists. */
  Uni<Map<PlaylistId, List<UserId>>> toCountAlong(
      Mutiny.Session session, int most, Instant before, Collection<PlaylistId> but) {
    return session
        .createNativeQuery(COUNT_ALONG, Tuple.class)
        .setParameter("most", most)
        .setParameter("before", before.atOffset(ZoneOffset.UTC))
        .setParameter("but", texts(but))
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> new PlaylistId(row.get("list_id", String.class)),
                            row ->
                                row.get("users", String.class).lines().map(UserId::new).toList())));
  }

  /** Those of the sources that are looking through their whole list already. */
  Uni<List<UUID>> sweeping(Mutiny.Session session, Collection<UUID> sources) {
    return session
        .createNativeQuery(OPEN_SWEEPS, UUID.class)
        .setParameter("sources", sources.toArray(UUID[]::new))
        .getResultList();
  }

  /** Has the list checked at once. */
  Uni<Void> due(Mutiny.Session session, PlaylistId list, Instant now) {
    return session
        .createNativeQuery(
            "update source s set next_check_at = :now where s.list_id = :list"
                + " and s.next_check_at > :now and "
                + GOES_ON)
        .setParameter("list", list.value())
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static String[] texts(Collection<PlaylistId> lists) {
    return lists.stream().map(PlaylistId::value).toArray(String[]::new);
  }
}
