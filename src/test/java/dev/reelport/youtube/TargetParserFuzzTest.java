package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Random texts, half of them near to accepted ones; java.net.URI is the independent witness. */
class TargetParserFuzzTest {

  private static final int CASES = 200_000;
  private static final long SEED = 20261123;

  private static final Set<String> HOSTS =
      Set.of(
          "youtube.com",
          "www.youtube.com",
          "m.youtube.com",
          "music.youtube.com",
          "gaming.youtube.com",
          "youtube-nocookie.com",
          "www.youtube-nocookie.com",
          "youtu.be",
          "www.youtu.be");

  private static final List<String> PIECES =
      List.of(
          "https://",
          "http://",
          "HTTP://",
          "ftp://",
          "//",
          "/",
          "\\",
          "@",
          ":",
          ":443",
          "?",
          "#",
          "&",
          "=",
          "%",
          "%2F",
          "%40",
          "%00",
          "%FF",
          ".",
          "..",
          " ",
          "\t",
          "\u0000",
          "\u200B",
          "[",
          "]",
          "[::1]",
          "youtube.com",
          "www.",
          "m.",
          "music.",
          "youtu.be",
          "evil.com",
          "youtube-nocookie.com",
          "\u212A",
          "о",
          "。",
          "watch",
          "?v=",
          "&v=",
          "list=",
          "playlist",
          "/shorts/",
          "/embed/",
          "/live/",
          "/v/",
          "/channel/",
          "/c/",
          "/user/",
          "/redirect?q=",
          "/attribution_link?u=",
          "/oembed?url=",
          "videoseries",
          "dQw4w9WgXcQ",
          "@google",
          "ヒカロ",
          "UC_x5XG1OV2P6uZZ5FSM9Ttw",
          "PL0123456789ABCDEF",
          "RDMM",
          "WL",
          "x",
          "\uD83D\uDE00",
          "\uD800",
          "e\u0301",
          "'",
          "\"",
          "<",
          "{",
          "|",
          "^");

  private static final List<String> ACCEPTED =
      List.of(
          "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL0123456789ABCDEF&t=3",
          "youtu.be/dQw4w9WgXcQ?si=x",
          "https://m.youtube.com/shorts/dQw4w9WgXcQ",
          "https://youtube.com/channel/UC_x5XG1OV2P6uZZ5FSM9Ttw/videos",
          "https://youtube.com/@%E3%83%92%E3%82%AB%E3%83%AD/about#a",
          "http://www.youtube.com/c/Google",
          "youtube.com/user/google",
          "https://music.youtube.com/playlist?list=PL0123456789ABCDEF",
          "https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DdQw4w9WgXcQ",
          "https://www.youtube.com/redirect?q=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ",
          "@google",
          "dQw4w9WgXcQ",
          "PL0123456789ABCDEF");

  private final Random random = new Random(SEED);

  @Test
  void noTextBreaksTheParserOrSmugglesAForeignHostIn() {
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), this::fuzz);
  }

  private void fuzz() {
    int accepted = 0;
    for (int i = 0; i < CASES; i++) {
      String text = random.nextInt(4) == 0 ? garbage() : mutated();
      try {
        check(text, TargetParser.parse(text));
        accepted++;
      } catch (InvalidTargetException expected) {
        assertThat(expected.getMessage()).hasSizeLessThan(600);
      } catch (RuntimeException other) {
        fail("broken by " + escaped(text), other);
      }
    }
    assertThat(accepted).isBetween(CASES / 50, CASES / 2);
  }

  private static void check(String text, Target target) {
    if (target instanceof Target.Video video) {
      assertThat(VideoId.isValid(video.id().value())).isTrue();
    } else if (target instanceof Target.Playlist playlist) {
      assertThat(PlaylistId.isValid(playlist.id().value())).isTrue();
    }
    assertThat(target.canonical()).matches("[a-z]+:@?[\\p{L}\\p{M}\\p{N}_.·-]+");
    String trimmed =
        text.replaceAll("^[\\t\\n\\r\\p{Z}\u200B\uFEFF]+|[\\t\\n\\r\\p{Z}\u200B\uFEFF]+$", "");
    if (trimmed.matches("[A-Za-z0-9_-]+") || trimmed.startsWith("@")) {
      return;
    }
    String address = trimmed.replaceFirst("[?#&].*$", "");
    boolean scheme = address.toLowerCase(Locale.ROOT).matches("https?://.*");
    URI uri = URI.create(scheme ? address : "https://" + address);
    assertThat(uri.getHost()).describedAs(escaped(text)).isNotNull();
    assertThat(HOSTS).describedAs(escaped(text)).contains(uri.getHost().toLowerCase(Locale.ROOT));
    assertThat(uri.getUserInfo()).describedAs(escaped(text)).isNull();
    assertThat(uri.getPort()).describedAs(escaped(text)).isEqualTo(-1);
  }

  private String garbage() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      text.append(piece());
    }
    return text.toString();
  }

  private String mutated() {
    StringBuilder text = new StringBuilder(ACCEPTED.get(random.nextInt(ACCEPTED.size())));
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, piece());
        case 1 -> text.insert(at, (char) random.nextInt(0x250));
        case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
        default -> text.append(piece());
      }
    }
    return text.toString();
  }

  private String piece() {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> escaped.append(c > 31 && c < 127 ? "" + (char) c : String.format("\\u%04x", c)));
    return escaped.toString();
  }
}
