package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetParserTest {

  private static final String VIDEO = "dQw4w9WgXcQ";
  private static final String CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw";
  private static final String LIST = "PLOU2XLYxmsIJyiwUPCou_OVTpRIn_8UMd";

  private static final List<String> SCHEMES = List.of("", "https://", "http://", "HTTPS://");
  private static final List<String> HOSTS =
      List.of(
          "youtube.com",
          "www.youtube.com",
          "m.youtube.com",
          "music.youtube.com",
          "gaming.youtube.com",
          "WWW.YouTube.COM",
          "www.youtube-nocookie.com");
  private static final List<String> SPACES = List.of("", " ", "\n\t", "\u00A0", "\uFEFF");

  static Stream<String> everyHost() {
    return SCHEMES.stream().flatMap(scheme -> HOSTS.stream().map(host -> scheme + host));
  }

  @ParameterizedTest
  @MethodSource("everyHost")
  void everyFormIsReadOnEveryHost(String host) {
    for (String space : SPACES) {
      assertThat(canonical(space + host + "/watch?v=" + VIDEO + space)).isEqualTo(video());
      assertThat(canonical(space + host + "/watch?feature=shared&v=" + VIDEO + "&t=3s#x" + space))
          .isEqualTo(video());
      for (String path : List.of("shorts", "live", "embed", "v", "e", "watch")) {
        for (String end : List.of("", "/", "?si=abc&feature=x", "/?t=3", "#t=1", "&hl=en")) {
          assertThat(canonical(space + host + "/" + path + "/" + VIDEO + end + space))
              .isEqualTo(video());
        }
      }
      for (String end : List.of("", "/", "/videos", "/shorts/", "/streams?view=0", "?sub=1#a")) {
        assertThat(canonical(space + host + "/channel/" + CHANNEL + end + space))
            .isEqualTo("channel:" + CHANNEL);
        assertThat(canonical(space + host + "/@Google" + end)).isEqualTo("handle:@google");
        assertThat(canonical(space + host + "/%40Google" + end)).isEqualTo("handle:@google");
        assertThat(canonical(space + host + "/c/GoogleDevelopers" + end))
            .isEqualTo("custom:googledevelopers");
        assertThat(canonical(space + host + "/user/google" + end)).isEqualTo("user:google");
      }
      assertThat(canonical(space + host + "/playlist?list=" + LIST + "&si=x" + space))
          .isEqualTo("playlist:" + LIST);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dQw4w9WgXcQ, video:dQw4w9WgXcQ",
    "-_aaaaaaaaA, video:-_aaaaaaaaA",
    "RDaaaaaaaaA, video:RDaaaaaaaaA",
    "youtu.be/dQw4w9WgXcQ, video:dQw4w9WgXcQ",
    "https://www.youtu.be/dQw4w9WgXcQ/?si=x&t=1#a, video:dQw4w9WgXcQ",
    "youtu.be/dQw4w9WgXcQ&t=10, video:dQw4w9WgXcQ",
    "youtube.com/watch?v=dQw4w9WgXcQ&list=PLOU2XLYxmsIJyiwUPCou_OVTpRIn_8UMd, video:dQw4w9WgXcQ",
    "youtube.com/watch?list=RDdQw4w9WgXcQ&v=dQw4w9WgXcQ&bad=%zz, video:dQw4w9WgXcQ",
    "youtube.com/watch?v=dQw4w9Wg%58cQ, video:dQw4w9WgXcQ",
    "youtube.com/Shorts/dQw4w9WgXcQ, video:dQw4w9WgXcQ",
    "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dshare,"
        + " video:dQw4w9WgXcQ",
    "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ,"
        + " video:dQw4w9WgXcQ",
    "https://www.youtube.com/oembed?url=https://www.youtube.com/watch?v=dQw4w9WgXcQ,"
        + " video:dQw4w9WgXcQ",
    "UC_x5XG1OV2P6uZZ5FSM9Ttw, channel:UC_x5XG1OV2P6uZZ5FSM9Ttw",
    "@Google, handle:@google",
    "@google/videos?x=1, handle:@google",
    "@%E3%83%92%E3%82%AB%E3%83%AD, handle:@ヒカロ",
    "https://www.youtube.com/@ヒカロ/featured, handle:@ヒカロ",
    "@a.b_c-d·e, handle:@a.b_c-d·e",
    "youtube.com/google, custom:google",
    "youtube.com/google/videos, custom:google",
    "PLOU2XLYxmsIJyiwUPCou_OVTpRIn_8UMd, playlist:PLOU2XLYxmsIJyiwUPCou_OVTpRIn_8UMd",
    "PL0123456789ABCDEF, playlist:PL0123456789ABCDEF",
    "UU_x5XG1OV2P6uZZ5FSM9Ttw, playlist:UU_x5XG1OV2P6uZZ5FSM9Ttw",
    "music.youtube.com/playlist?list=OLAK5uy_abcdefghijklmnopqrstuvwxyz0123456,"
        + " playlist:OLAK5uy_abcdefghijklmnopqrstuvwxyz0123456",
    "youtube.com/embed/videoseries?list=PL0123456789ABCDEF, playlist:PL0123456789ABCDEF",
    "youtube.com/watch?list=PL0123456789ABCDEF, playlist:PL0123456789ABCDEF",
  })
  void singleFormsAreRead(String text, String canonical) {
    assertThat(canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "google",
        "dQw4w9WgXcR",
        "dQw4w9WgXc",
        "UC_x5XG1OV2P6uZZ5FSM9Ttx",
        "@ab",
        "@a b c",
        "@...",
        "@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "https://youtube.com@evil.com/watch?v=dQw4w9WgXcQ",
        "https://evil.com@youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com:443/watch?v=dQw4w9WgXcQ",
        "youtube.com.evil.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com./watch?v=dQw4w9WgXcQ",
        "notyoutube.com/watch?v=dQw4w9WgXcQ",
        "evil.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.com/https://youtube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.com?youtube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.com#youtube.com/watch?v=dQw4w9WgXcQ",
        "https://yоutube.com/watch?v=dQw4w9WgXcQ",
        "https://youtu.be\u3002evil.com/dQw4w9WgXcQ",
        "https://xn--yutube-7sf.com/watch?v=dQw4w9WgXcQ",
        "https://youtube-nocoo\u212Aie.com/embed/dQw4w9WgXcQ",
        "https://[::1]/watch?v=dQw4w9WgXcQ",
        "https://127.0.0.1/watch?v=dQw4w9WgXcQ",
        "//youtube.com/watch?v=dQw4w9WgXcQ",
        "https:youtube.com/watch?v=dQw4w9WgXcQ",
        "https:/youtube.com/watch?v=dQw4w9WgXcQ",
        "https:///youtube.com/watch?v=dQw4w9WgXcQ",
        "https://\\youtube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.com\\@youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com\\watch?v=dQw4w9WgXcQ",
        "https://youtube.com/watch?v=dQw4w9WgXcQ\u0000",
        "https://youtube.com/watch?v=dQw4w9WgXcQ&t=1\u001F",
        "https://youtube.com/wat\nch?v=dQw4w9WgXcQ",
        "https://youtube.com/watch?v=dQw4w9WgXcQ two",
        "ftp://youtube.com/watch?v=dQw4w9WgXcQ",
        "javascript:youtube.com/watch?v=dQw4w9WgXcQ",
        "file:///watch?v=dQw4w9WgXcQ",
        "https://https://youtube.com/watch?v=dQw4w9WgXcQ",
        "https://%79outube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com",
        "https://youtube.com/",
        "https://youtube.com//watch?v=dQw4w9WgXcQ",
        "https://youtube.com/watch",
        "https://youtube.com/watch?v=",
        "https://youtube.com/watch?V=dQw4w9WgXcQ",
        "https://youtube.com/shorts/",
        "https://youtube.com/shorts/dQw4w9WgXcQ/more",
        "https://youtube.com/channel/google",
        "https://youtube.com/channel/",
        "https://youtube.com/@",
        "https://youtube.com/@%zz",
        "https://youtube.com/@%FF%FE%FD",
        "https://youtube.com/@google/videos/more",
        "https://youtube.com/c/",
        "https://youtube.com/..",
        "https://youtube.com/playlist",
        "https://youtube.com/playlist?list=PL123",
        "https://youtube.com/results?search_query=x",
        "https://youtube.com/feed/subscriptions",
        "https://youtube.com/embed/live_stream?channel=UC_x5XG1OV2P6uZZ5FSM9Ttw",
        "https://youtube.com/clip/UgkxU2HSeGL_NvmDJ-nQJrlLwllwMDBdGZFs",
        "https://youtube.com/redirect?q=https%3A%2F%2Fevil.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
        "https://youtube.com/redirect?q=dQw4w9WgXcQ",
        "https://youtube.com/attribution_link?u=https://evil.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com/attribution_link?u=%2F%2Fevil.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
        "https://youtube.com/redirect?q=youtube.com/redirect?q=youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/",
        "https://youtu.be/shorts/dQw4w9WgXcQ",
      })
  void everythingElseIsRefusedWithTheAcceptedForms(String text) {
    assertThatThrownBy(() -> TargetParser.parse(text))
        .isInstanceOf(InvalidTargetException.class)
        .hasMessageContaining("Accepted are")
        .hasMessageNotContaining("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WL",
        "HL",
        "LL",
        "RDdQw4w9WgXcQ",
        "https://www.youtube.com/playlist?list=WL",
        "https://www.youtube.com/playlist?list=RDCLAK5uy_abc",
        "https://www.youtube.com/watch?list=RDMM"
      })
  void listsMadeForOneViewerAreRefusedWithTheReason(String text) {
    assertThatThrownBy(() -> TargetParser.parse(text))
        .isInstanceOf(InvalidTargetException.class)
        .hasMessageContaining("made for one viewer");
  }

  @Test
  void nullAndTooLongTextsAreRefused() {
    String longest = "youtu.be/" + VIDEO + "?x=" + "y".repeat(TargetParser.MAX_LENGTH - 23);

    assertThat(longest).hasSize(TargetParser.MAX_LENGTH);
    assertThat(canonical(longest)).isEqualTo(video());
    assertThatThrownBy(() -> TargetParser.parse(longest + "y"))
        .isInstanceOf(InvalidTargetException.class);
    assertThatThrownBy(() -> TargetParser.parse(null)).isInstanceOf(InvalidTargetException.class);
  }

  private static String canonical(String text) {
    return TargetParser.parse(text).canonical();
  }

  private static String video() {
    return "video:" + VIDEO;
  }
}
