package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimHub;
import dev.reelport.testing.youtube.SimHub.Delivery;
import dev.reelport.testing.youtube.SimHub.Held;
import dev.reelport.testing.youtube.SimVideo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub tells of new videos; whoever else comes is told nothing, and believed nothing. */
class PushIT {

  private static Reelport reelport;
  private static SimHub hub;

  private final String user = Reelport.newUser();

  private static final String LIVES = "select count(*) from video_life where video_id = ?";
  private static final String EDITED =
      "select count(*) from project where external_url like ? and title = 'Edited'";

  @BeforeAll
  static void start() {
    reelport =
        Reelport.with(
            Map.of(
                "REELPORT_DISCOVERY_EVERY", "1s",
                "REELPORT_DISCOVERY_PUSH_EVERY", "1s",
                "REELPORT_UPKEEP_EVERY", "1s",
                "REELPORT_UPKEEP_SETTLED", "0s"));
    hub = reelport.youTube().hub();
    hub.reaches("https://reelport.test/base", reelport.service().uri());
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @BeforeEach
  void open() {
    hub.busy(false).silent(false).denying(false).hasty(false);
  }

  @Test
  void whatTheHubTellsIsThereAtOnceAndOnlyOnce() {
    // Given
    SimChannel channel = followed("told");
    subscribed(channel);
    SimVideo video = channel.publish();
    Instant now = Instant.now();

    // When it tells, and tells again
    assertThat(hub.announce(video, now)).map(Delivery::status).contains(204);
    has(video);
    assertThat(hub.announce(video, now)).map(Delivery::status).contains(204);
    assertThat(hub.announce(video, now)).map(Delivery::status).contains(204);

    // Then
    assertThat(runs(channel, "push")).isEqualTo(1);
    assertThat(seenBy(video)).isEqualTo(1);
  }

  @Test
  void whatIsNotSignedByTheHubIsIgnoredAndNobodyIsToldSo() {
    // Given
    SimChannel channel = followed("signed");
    Held held = subscribed(channel);
    SimVideo video = channel.publish();
    String body = SimHub.entry(video, Instant.now());
    String good = SimHub.signature("HmacSHA1", held, body);
    Held stranger =
        new Held(
            held.callback().replaceFirst("[^/]+$", "A".repeat(32)),
            held.channelId(),
            held.topic(),
            held.secret());

    // Then
    assertThat(hub.deliver(held, body, null).status()).isEqualTo(204);
    assertThat(hub.deliver(held, body, "sha1=" + "0".repeat(40)).status()).isEqualTo(204);
    assertThat(hub.deliver(held, body + " ", "sha1=" + good).status()).isEqualTo(204);
    assertThat(hub.deliver(held, body, "md5=" + good).status()).isEqualTo(204);
    assertThat(hub.deliver(stranger, body, "sha1=" + good).status()).isEqualTo(204);
    String garbage = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";
    String signed = "sha1=" + SimHub.signature("HmacSHA1", held, garbage);
    assertThat(hub.deliver(held, garbage, signed).status()).isEqualTo(204);
    assertThat(hub.deliver(held, "", "sha1=" + SimHub.signature("HmacSHA1", held, "")).status())
        .isEqualTo(204);
    assertThat(hub.deliver(held, "x".repeat(70_000), "sha1=" + good).status()).isEqualTo(413);
    assertThat(runs(channel, "push")).isZero();

    // And the hub's own word is taken, by a better algorithm as well
    String better = "sha256=" + SimHub.signature("HmacSHA256", held, body);
    assertThat(hub.deliver(held, body, better).status()).isEqualTo(204);
    has(video);
  }

  @Test
  void onlyWhatWeAskedForIsVerified() {
    // Given
    SimChannel channel = followed("verified");
    Held held = subscribed(channel);
    SimChannel other = reelport.youTube().world().channel("never-followed").plain();
    String topic = held.topic().replace(channel.id(), other.id());

    // Then
    assertThat(hub.verify("subscribe", held).status()).isEqualTo(200);
    assertThat(hub.verify("unsubscribe", held).status()).isEqualTo(404);
    assertThat(hub.verify("unheard-of", held).status()).isEqualTo(404);
    assertThat(
            hub.verify("subscribe", new Held(held.callback(), other.id(), topic, Optional.empty()))
                .status())
        .isEqualTo(404);
    Delivery stranger =
        hub.verify(
            "subscribe",
            new Held(
                held.callback().replaceFirst("[^/]+$", "B".repeat(32)),
                channel.id(),
                held.topic(),
                Optional.empty()));
    assertThat(stranger.status()).isEqualTo(404);
    assertThat(stranger.body()).isEmpty();
    // The same channel's older topic is the same topic.
    Held older =
        new Held(
            held.callback(), channel.id(), held.topic().replace("/xml/", "/"), Optional.empty());
    assertThat(hub.verify("subscribe", older).status()).isEqualTo(200);
  }

  @Test
  void itIsRenewedAtHalfTheLease() {
    // Given
    SimChannel channel = followed("renewed");
    subscribed(channel);
    await().until(() -> isRenewedInTime(channel));

    // When
    reelport.change(
        "update push_subscription set next_at = now() where channel_id = '" + channel.id() + "'");

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(hub.verifications())
                    .filteredOn(("subscribe " + channel.id() + " 200")::equals)
                    .hasSize(2));
  }

  @Test
  void aHubThatVerifiesBeforeItAnswersIsNotAskedAgain() {
    // Given
    hub.hasty(true);
    SimChannel channel = followed("hasty");
    subscribed(channel);

    // When its answer has come too, which was the last thing to be asked before this
    SimChannel next = followed("after-hasty");
    subscribed(next);

    // Then what it verified stands
    assertThat(isRenewedInTime(channel)).isTrue();
  }

  @Test
  void aHubThatDeniesBeforeItAnswersIsLeftAloneForADay() {
    // Given
    hub.hasty(true).denying(true);
    SimChannel channel = followed("hasty-denial");
    String denied = "denied " + channel.id() + " 200";
    await().until(() -> hub.verifications().contains(denied));

    // When its answer has come too
    hub.denying(false);
    subscribed(followed("after-hasty-denial"));

    // Then
    assertThat(
            reelport.count(
                "select count(*) from push_subscription where channel_id = ? and state = 'wanted'"
                    + " and next_at > now() + interval '23 hours'",
                channel.id()))
        .isEqualTo(1);
  }

  @Test
  void itEndsWithTheLastWhoFollows() {
    // Given
    SimChannel channel = followed("left");
    subscribed(channel);
    JsonNode source = reelport.as(user).all("/v1/sources").get(0);

    // When
    assertThat(reelport.as(user).delete("/v1/sources/" + source.get("id").asText()).status())
        .isEqualTo(204);

    // Then
    await().until(() -> hub.subscriber(channel).isEmpty());
    assertThat(hub.verifications()).contains("unsubscribe " + channel.id() + " 200");
    await()
        .until(
            () ->
                reelport.count(
                        "select count(*) from push_subscription where channel_id = ?", channel.id())
                    == 0);
  }

  @Test
  void aHubThatIsDownIsAskedAgainLater() {
    // Given
    hub.busy(true);
    int before = hub.refused();

    // When
    SimChannel channel = followed("busy");

    // Then it waits as long as it was asked to
    await().until(() -> hub.refused() > before);
    await()
        .until(
            () ->
                reelport.count(
                        "select count(*) from push_subscription where channel_id = ?"
                            + " and next_at > now() + interval '100 seconds' and tries = 1",
                        channel.id())
                    == 1);
  }

  @Test
  void anEditAndATombstoneHaveTheVideoLookedAt() {
    // Given a list that is not due for long
    SimChannel channel = followed("edited");
    subscribed(channel);
    SimVideo video = channel.video(0);
    String due = "select count(*) from source where list_id = ? and last_checked_at > updated_at";
    reelport.change(
        "update source set next_check_at = now() + interval '2 hours', last_checked_at = null,"
            + " updated_at = now() where list_id = '"
            + channel.uploadsId()
            + "'");

    await().until(() -> reelport.count(LIVES, video.id()) == 1);

    // When
    video.title("Edited");
    assertThat(hub.announce(video)).map(Delivery::status).contains(204);

    // Then
    await().until(() -> reelport.count(due, channel.uploadsId()) == 1);
    await().until(() -> reelport.count(EDITED, "%" + video.id()) == 1);
    video.makePrivate();
    assertThat(hub.gone(video)).map(Delivery::status).contains(204);
    await().until(() -> reelport.count(LIVES + " and missing_since is not null", video.id()) == 1);
    assertThat(runs(channel, "push")).isZero();
  }

  @Test
  void theSecretIsNowhereStored() {
    // Given
    SimChannel channel = followed("secret");
    Held held = subscribed(channel);

    // Then
    assertThat(held.secret()).isPresent();
    assertThat(reelport.dump()).doesNotContain(held.secret().orElseThrow());
    assertThat(reelport.service().log()).content().doesNotContain(held.secret().orElseThrow());
  }

  private SimChannel followed(String name) {
    SimChannel channel = reelport.youTube().world().channel("push-" + name).plain().uploads(5);
    reelport.as(user).imported(channel.id());
    return channel;
  }

  private static Held subscribed(SimChannel channel) {
    await().until(() -> hub.subscriber(channel).isPresent());
    return hub.subscriber(channel).orElseThrow();
  }

  private static boolean isRenewedInTime(SimChannel channel) {
    return reelport.count(
            "select count(*) from push_subscription where channel_id = ?"
                + " and state = 'active' and tries = 0"
                + " and lease_until between now() + interval '119 hours'"
                + " and now() + interval '121 hours'"
                + " and next_at between now() + interval '59 hours'"
                + " and now() + interval '61 hours'",
            channel.id())
        == 1;
  }

  private void has(SimVideo video) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        reelport.count(
                            "select count(*) from project where user_id = ? and external_url like"
                                + " ?",
                            user,
                            "%" + video.id()))
                    .isEqualTo(1));
  }

  private static long runs(SimChannel channel, String rung) {
    return reelport.count(
        "select count(*) from import i join source s on s.id = i.source_id"
            + " where s.list_id = ? and i.rung = ?",
        channel.uploadsId(),
        rung);
  }

  private static long seenBy(SimVideo video) {
    return reelport.count(
        "select count(*) from source_item where video_id = ? and rung = 'push'", video.id());
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }
}
