package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reelport.sources.FeedParser.Entry;
import dev.reelport.sources.FeedParser.Feed;
import dev.reelport.sources.FeedParser.Tombstone;
import dev.reelport.sources.FeedParser.UnreadableException;
import dev.reelport.testing.youtube.RecordedFolder;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.VideoId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedParserTest {

  private static final String VIDEO = "dQw4w9WgXcQ";
  private static final String CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw";

  private static final String HEAD =
      "<?xml version='1.0' encoding='UTF-8'?><feed"
          + " xmlns:yt=\"http://www.youtube.com/xml/schemas/2015\""
          + " xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""
          + " xmlns=\"http://www.w3.org/2005/Atom\">";

  private static final String ENTRY =
      "<entry><id>yt:video:"
          + VIDEO
          + "</id><yt:videoId>"
          + VIDEO
          + "</yt:videoId><yt:channelId>"
          + CHANNEL
          + "</yt:channelId><title>Tom &amp; J&#233;r&ocirc;me</title>"
          + "<published>2026-11-01T10:00:00+00:00</published>"
          + "<updated>2026-11-02T10:00:00.123456789+00:00</updated></entry>";

  private static final String PLAIN = HEAD + ENTRY.replace("&ocirc;", "o") + "</feed>";

  @Test
  void anEntryIsReadWithItsChannelAndTimes() throws Exception {
    // When
    Feed feed = read(PLAIN);

    // Then
    assertThat(feed.tombstones()).isEmpty();
    assertThat(feed.entries())
        .containsExactly(
            new Entry(
                new VideoId(VIDEO),
                Optional.of(new ChannelId(CHANNEL)),
                Optional.of(Instant.parse("2026-11-01T10:00:00Z")),
                Optional.of(Instant.parse("2026-11-02T10:00:00.123456789Z"))));
  }

  @Test
  void aTombstoneNamesItsVideoAndChannelInItsAttributes() throws Exception {
    // When
    Feed feed =
        read(
            HEAD
                + "<at:deleted-entry ref=\"yt:video:"
                + VIDEO
                + "\" when=\"2026-11-03T10:00:00+00:00\"><link href=\"x\"/><at:by><name>N</name>"
                + "<uri>https://www.youtube.com/channel/"
                + CHANNEL
                + "</uri></at:by></at:deleted-entry></feed>");

    // Then
    assertThat(feed.entries()).isEmpty();
    assertThat(feed.tombstones())
        .containsExactly(
            new Tombstone(
                new VideoId(VIDEO),
                Optional.of(new ChannelId(CHANNEL)),
                Optional.of(Instant.parse("2026-11-03T10:00:00Z"))));
  }

  @Test
  void recordedFeedsAndNotificationsAreRead() throws Exception {
    // Given
    Path folder = recorded();

    // Then
    Feed feed =
        FeedParser.read(Files.readAllBytes(folder.resolve("feeds/fj.user_google.2015.xml")));
    assertThat(feed.entries()).hasSize(15);
    assertThat(feed.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.channel()).contains(new ChannelId("UCK8sQmJBp8GCxrOtXWBpyEA"));
              assertThat(entry.published()).isPresent();
              assertThat(entry.updated()).isPresent();
            });
    assertThat(feed.entries().get(0).video()).isEqualTo(new VideoId("5shykyfmb28"));
    String shorts = Files.readString(folder.resolve("feeds/entry.shorts.2026.xml"));
    assertThat(read(HEAD + shorts + "</feed>").entries())
        .extracting(Entry::video)
        .containsExactly(new VideoId("uoGoTGiDBGg"));
    Feed news =
        FeedParser.read(Files.readAllBytes(folder.resolve("websub/notification.2025-12.xml")));
    assertThat(news.entries())
        .containsExactly(
            new Entry(
                new VideoId("v3JMDEjXtLE"),
                Optional.of(new ChannelId("UCkCCgmOBqkezhKIXJHq89zw")),
                Optional.of(Instant.parse("2025-12-05T23:03:27Z")),
                Optional.of(Instant.parse("2025-12-05T23:03:30.889357433Z"))));
    assertThat(
            FeedParser.read(Files.readAllBytes(folder.resolve("websub/deleted.2018-07.xml")))
                .tombstones())
        .containsExactly(
            new Tombstone(
                new VideoId("xScSTh-gHpQ"),
                Optional.of(new ChannelId("UCiC2Q-noJ-2uxQeDKC6IHKg")),
                Optional.of(Instant.parse("2018-07-26T17:43:36Z"))));
  }

  @Test
  void badValuesAreAbsentAndDoNotSpoilTheirNeighbours() throws Exception {
    // When
    Feed feed =
        read(
            HEAD
                + "<entry><yt:videoId>../../etc</yt:videoId></entry>"
                + "<entry><yt:videoId>"
                + VIDEO
                + "</yt:videoId><yt:channelId>nobody</yt:channelId><published>soon</published>"
                + "</entry></feed>");

    // Then
    assertThat(feed.entries())
        .containsExactly(
            new Entry(new VideoId(VIDEO), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void anIdDeeperInAnEntryIsNotItsOwn() throws Exception {
    assertThat(
            read(HEAD
                    + "<entry><source><yt:videoId>"
                    + VIDEO
                    + "</yt:videoId></source></entry></feed>")
                .entries())
        .isEmpty();
  }

  @Test
  void noFileAndNoServerIsEverRead(@TempDir Path folder) throws IOException {
    // Given
    Path secret = Files.writeString(folder.resolve("secret"), VIDEO);

    // Then
    for (String type :
        new String[] {
          "<!DOCTYPE feed [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
          "<!DOCTYPE feed [<!ENTITY x \"" + VIDEO + "\">]>",
          "<!DOCTYPE feed SYSTEM \"" + secret.toUri() + "\">",
          "<!DOCTYPE feed [<!ENTITY % p SYSTEM \"" + secret.toUri() + "\"> %p;]>",
          "<!DOCTYPE feed>"
        }) {
      String body =
          PLAIN.replace("<feed", type + "<feed").replace("<yt:videoId>" + VIDEO, "<yt:videoId>&x;");
      assertThatThrownBy(() -> read(body)).as(type).isInstanceOf(UnreadableException.class);
      String unused = PLAIN.replace("<feed", type + "<feed");
      assertThatThrownBy(() -> read(unused)).as(type).isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  @Timeout(20)
  void aBillionLaughsAreNotLaughed() {
    // Given
    StringBuilder bomb = new StringBuilder("<!DOCTYPE feed [<!ENTITY a0 \"ha\">");
    for (int n = 1; n < 30; n++) {
      bomb.append("<!ENTITY a").append(n).append(" \"");
      bomb.append(("&a" + (n - 1) + ";").repeat(10)).append("\">");
    }
    String body = bomb.append("]>").append(PLAIN.replace("Tom", "&a29;")).toString();

    // Then
    assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html><body>Error 404</body></html>",
        "<feed/>",
        "{\"items\": []}",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed></feed>",
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"/>"
      })
  void whatIsNoFeedIsOneFailure(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableException.class);
  }

  @Test
  @Timeout(20)
  void hugeAndDeepFeedsAreRefused() {
    String deep = HEAD + "<entry>" + "<a>".repeat(100_000);
    String wide = HEAD + ENTRY.replace("&ocirc;", "o").repeat(2_000) + "</feed>";
    String attributes = HEAD + "<entry " + "a".repeat(900_000) + "='1'/></feed>";
    for (String body : new String[] {deep, wide}) {
      assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableException.class);
    }
    assertThat(outcome(attributes.getBytes(StandardCharsets.UTF_8))).isNotNull();
  }

  @Test
  @Timeout(60)
  void garbageIsAnsweredOrRefusedAndNeverAnythingElse() {
    // Given
    SplittableRandom random = new SplittableRandom(20261123);
    byte[][] seeds = {
      PLAIN.getBytes(StandardCharsets.UTF_8),
      PLAIN.getBytes(StandardCharsets.UTF_16),
      PLAIN.replace("UTF-8", "no-such-encoding").getBytes(StandardCharsets.UTF_8),
      (HEAD + "<![CDATA[x]]><!-- c --><?pi?>" + ENTRY + "</feed>").getBytes(StandardCharsets.UTF_8)
    };
    int read = 0;

    // When
    for (int n = 0; n < 30_000; n++) {
      byte[] body = mangled(seeds[n % seeds.length], random);
      read += outcome(body).equals("read") ? 1 : 0;
    }

    // Then
    assertThat(read).isBetween(100, 29_900);
  }

  private static byte[] mangled(byte[] seed, SplittableRandom random) {
    byte[] body = seed.clone();
    int changes = random.nextInt(0, 6);
    for (int n = 0; n < changes; n++) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(4)) {
        case 0 -> body[at] = (byte) random.nextInt(256);
        case 1 -> body[at] = (byte) "<>&\"'/;]![ ".charAt(random.nextInt(11));
        case 2 -> body = java.util.Arrays.copyOf(body, Math.max(1, at));
        default -> {
          int length = Math.min(body.length - at, random.nextInt(40));
          System.arraycopy(seed, random.nextInt(seed.length - length + 1), body, at, length);
        }
      }
    }
    return body;
  }

  private static String outcome(byte[] body) {
    try {
      FeedParser.read(body);
      return "read";
    } catch (UnreadableException e) {
      return "refused";
    }
  }

  private static Feed read(String body) throws UnreadableException {
    return FeedParser.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Path recorded() {
    Optional<Path> folder = RecordedFolder.find();
    assumeThat(folder).as("recorded answers: shared/youtube-api/recorded").isPresent();
    return folder.orElseThrow();
  }
}
