package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.UserId;
import dev.reelport.sources.Sighting.Marks;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.sources.Sightings.Found;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sightings on a real PostgreSQL. The users are busy, so that nobody works on the runs. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class SightingsTest {

  private static final Instant AT = Instant.parse("2026-05-04T09:30:00Z");
  private static final VideoId FIRST = new VideoId("aaaaaaaaaaA");
  private static final VideoId SECOND = new VideoId("bbbbbbbbbbA");

  @Inject Sightings sightings;
  @Inject Sessions sessions;

  private final String test = "sightings-" + UUID.randomUUID();
  private final String channel =
      "UC" + UUID.randomUUID().toString().replace("-", "").substring(0, 21) + "A";
  private final PlaylistId list = new PlaylistId("UU" + channel.substring(2));

  @AfterEach
  void takeBack() {
    for (String table : List.of("source", "import", "outbox")) {
      String user = table.equals("outbox") ? "key" : "user_id";
      change("delete from %s where %s like '%s%%'".formatted(table, user, test));
    }
  }

  @Test
  void whatIsNewToAFollowerBecomesOneRunOfTheirs() {
    // Given two followers, one of whom has seen a video already
    followers(2);
    item(user(1), FIRST, "imported", null);

    // When
    Found found = seen(Rung.FEED, FIRST, SECOND);

    // Then
    assertThat(found.fresh()).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(found.runs()).isEqualTo(2);
    assertThat(pending(user(1))).isEqualTo("{" + SECOND + "}");
    assertThat(pending(user(2))).isEqualTo("{" + FIRST + "," + SECOND + "}");
    assertThat(
            text(
                "select string_agg(status || ' ' || rung || ' ' || kind, ',') from import"
                    + " where rung is not null and user_id like '"
                    + test
                    + "%'"))
        .isEqualTo("queued feed channel,queued feed channel");
    assertThat(
            count(
                "source_item i join import r on r.id = i.run_id and r.source_id = i.source_id"
                    + " where i.state = 'pending' and i.rung = 'feed' and i.user_id like '"
                    + test
                    + "%'"))
        .isEqualTo(3);
    assertThat(count("source where last_run is not null and user_id like '" + test + "%'"))
        .isEqualTo(2);
  }

  @Test
  void whatWasSeenBeforeStartsNothing() {
    // Given
    followers(1);
    seen(Rung.PUSH, FIRST);

    // When
    Found again = seen(Rung.FEED, FIRST);

    // Then
    assertThat(again).isEqualTo(Found.NOTHING);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void ofTwoWhoSeeTheSameAtOnceOneStartsTheRuns() {
    // Given
    followers(3);

    // When
    CompletableFuture<Found> one = sessions.start(() -> sightings.seen(sighting(Rung.PUSH, FIRST)));
    CompletableFuture<Found> other =
        sessions.start(() -> sightings.seen(sighting(Rung.FEED, FIRST)));

    // Then
    assertThat(one.join().runs() + other.join().runs()).isEqualTo(3);
    assertThat(runs()).isEqualTo(3);
  }

  @Test
  void whoIsPausedManualOrWaitingIsNotTold() {
    // Given
    followers(4);
    change("update source set paused = true where user_id = '" + user(1) + "'");
    change("update source set every = 'manual' where user_id = '" + user(2) + "'");
    change("update source set waiting_reason = 'reconnect' where user_id = '" + user(3) + "'");

    // When
    Found found = seen(Rung.PAGE, FIRST);

    // Then
    assertThat(found.runs()).isEqualTo(1);
    assertThat(pending(user(4))).isEqualTo("{" + FIRST + "}");
  }

  @Test
  void aCheckThatSeesNothingNewTakesAlongWhatIsDue() {
    // Given
    followers(1);
    item(user(1), FIRST, "unavailable", "now() - interval '1 minute'");
    item(user(1), SECOND, "unavailable", "now() + interval '1 hour'");

    // When
    Found found =
        sessions.await(
            () -> sightings.seen(new Sighting(list, List.of(), Rung.COUNT, AT, Marks.NONE)));

    // Then
    assertThat(found.fresh()).isEmpty();
    assertThat(found.runs()).isEqualTo(1);
    assertThat(pending(user(1))).isEqualTo("{" + FIRST + "}");
    assertThat(
            count(
                "source_item where run_id is not null and again_at is null and user_id = '"
                    + user(1)
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void theListsMarksAndTheNextCheckMoveWithTheItems() {
    // Given
    followers(1);
    Marks marks = new Marks(Optional.of("\"e1\""), Optional.empty(), Optional.of(7L));

    // When
    sessions.await(
        () ->
            sightings.seen(
                new Sighting(
                    list, List.of(new SeenVideo(FIRST, Optional.of(AT))), Rung.FEED, AT, marks)));

    // Then
    String listIs = " from watched_list where list_id = '" + list + "'";
    assertThat(text("select feed_etag || ' ' || video_count" + listIs)).isEqualTo("\"e1\" 7");
    assertThat(
            text(
                "select cast(feed_checked_at = '"
                    + AT
                    + "' and counted_at is null as text)"
                    + listIs))
        .isEqualTo("true");
    assertThat(
            count(
                "source where next_check_at > now() and last_checked_at is not null"
                    + " and claimed_until is null and user_id = '"
                    + user(1)
                    + "'"))
        .isEqualTo(1);

    // When it is but a push, nobody's next check moves
    change("update source set next_check_at = null where user_id = '" + user(1) + "'");
    seen(Rung.PUSH, SECOND);

    // Then
    assertThat(count("source where next_check_at is null and user_id = '" + user(1) + "'"))
        .isEqualTo(1);
  }

  @Test
  void manyFollowersAreAllToldOnce() {
    // Given more than two transactions' worth
    followers(450);

    // When
    Found found = seen(Rung.FEED, FIRST);

    // Then
    assertThat(found.runs()).isEqualTo(450);
    assertThat(runs()).isEqualTo(450);
    assertThat(seen(Rung.FEED, FIRST).runs()).isZero();
  }

  private Found seen(Rung rung, VideoId... videos) {
    return sessions.await(() -> sightings.seen(sighting(rung, videos)));
  }

  private Sighting sighting(Rung rung, VideoId... videos) {
    List<SeenVideo> seen =
        Arrays.stream(videos).map(id -> new SeenVideo(id, Optional.of(AT))).toList();
    return new Sighting(list, seen, rung, AT, Marks.NONE);
  }

  private UserId user(int n) {
    return new UserId(test + "-" + n);
  }

  /** Users who follow the list, each with three lists in work already. */
  private void followers(int count) {
    change(
        "insert into watched_list (list_id, channel_id, created_at) values ('%s', '%s', now())"
            .formatted(list, channel));
    change(
        """
        insert into source (id, user_id, kind, target, written, list_id, every, filters, options,
                            policy, created_at, updated_at)
        select gen_random_uuid(), '%s-' || n, 'channel', '%s', 'written', '%s', 'adaptive', '{}',
               '{}', 'hide', now(), now()
        from generate_series(1, %d) n
        """
            .formatted(test, channel, list, count));
    change(
        """
        insert into import (id, user_id, kind, target, canonical_target, options, status, cursor,
                            created_at, progressed_at, updated_at)
        select gen_random_uuid(), '%s-' || n, 'playlist', 't', 'playlist:%s', '{}', 'running',
               '{}', now(), now(), now()
        from generate_series(1, %d) n, generate_series(1, 3)
        """
            .formatted(test, list, count));
  }

  private void item(UserId user, VideoId video, String state, String again) {
    change(
        """
        insert into source_item (source_id, video_id, user_id, state, rung, seen_at, again_at)
        select id, '%s', user_id, '%s', 'sweep', now(), %s from source where user_id = '%s'
        """
            .formatted(video, state, again, user));
  }

  /** What the user's only run has to look at. */
  private String pending(UserId user) {
    return text(
        "select cast(array(select jsonb_array_elements_text(cursor -> 'pending') order by 1) as"
            + " text) from import where rung is not null and user_id = '"
            + user
            + "'");
  }

  private long runs() {
    return count("import where rung is not null and user_id like '" + test + "%'");
  }

  private long count(String rows) {
    return sessions.inTransaction(
        session ->
            session
                .createNativeQuery("select count(*) from " + rows, Long.class)
                .getSingleResult());
  }

  private String text(String query) {
    return sessions.inTransaction(
        session -> session.createNativeQuery(query, String.class).getSingleResult());
  }

  private void change(String sql) {
    sessions.inTransaction(session -> session.createNativeQuery(sql).executeUpdate());
  }
}
