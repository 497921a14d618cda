package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.imports.BulkTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpmlFileTest {

  private static final String FEED = "https://www.youtube.com/feeds/videos.xml?channel_id=";
  private static final String ID = "UC_x5XG1OV2P6uZZ5FSM9Ttw";

  @Test
  void everyFeedIsATargetInFoldersToo() {
    assertThat(
            read(
                "<opml version='2.0'><head><title>x</title></head><body>\n"
                    + "<outline text='Videos'>\n"
                    + "<outline type='rss' text='A &amp; B' xmlUrl='"
                    + FEED
                    + ID
                    + "'/>\n<outline text='Deeper'><outline xmlURL='https://example.org/feed'/>"
                    + "</outline></outline></body></opml>"))
        .containsExactly(
            BulkTarget.inFile(ID, 3), BulkTarget.inFile("https://example.org/feed", 4));
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.youtube.com/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw,"
        + " UC_x5XG1OV2P6uZZ5FSM9Ttw",
    "http://youtube.com/xml/feeds/videos.xml?a=b&channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw#top,"
        + " UC_x5XG1OV2P6uZZ5FSM9Ttw",
    "https://www.youtube.com/feeds/videos.xml?playlist_id=PL590L5WQmH8fJ54F369BLDSqIwcs-TCfs,"
        + " PL590L5WQmH8fJ54F369BLDSqIwcs-TCfs",
    "https://www.youtube.com/feeds/videos.xml?user=google, https://www.youtube.com/user/google",
    "https://example.org/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw,"
        + " https://example.org/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw",
    "https://www.youtube.com/feeds/videos.xml?other=x,"
        + " https://www.youtube.com/feeds/videos.xml?other=x"
  })
  void aFeedIsKnownByItsAddress(String address, String target) {
    assertThat(FeedAddress.target(address)).isEqualTo(target);
  }

  @Test
  void nothingOutsideOfTheFileIsRead(@TempDir Path folder) throws Exception {
    // Given
    Path secret = Files.writeString(folder.resolve("secret"), ID);
    String entity = "<!DOCTYPE opml [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>";

    // Then
    assertRefused(entity + "<opml><outline xmlUrl='&x;'/></opml>");
    assertRefused(entity + "<opml><body>&x;</body></opml>");
    assertRefused("<!DOCTYPE opml SYSTEM '" + secret.toUri() + "'><opml/>");
    assertRefused("<!DOCTYPE opml PUBLIC 'x' 'http://127.0.0.1:9/x.dtd'><opml/>");
    assertRefused("<!DOCTYPE opml [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x.dtd'> %x;]><opml/>");
  }

  @Test
  void entitiesDoNotGrow() {
    assertRefused(
        "<!DOCTYPE opml [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><opml><body>&c;</body></opml>");
    assertRefused("<opml><body>&c;</body></opml>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not xml",
        "<opml>",
        "<opml></body>",
        "<rss></rss>",
        "<opml/><opml/>",
        "<?xml version='1.0'?><?xml version='1.0'?><opml/>",
        // The JDK's parser has no message for these, and fails in looking for one.
        "<!DOCTYPE opml [\u0001]><opml/>",
        "<!DOCTYPE opml [<!-- \uffff -->]><opml/>"
      })
  void whatIsNoOpmlIsRefused(String xml) {
    assertRefused(xml);
  }

  @Test
  void whatIsTooDeepIsRefused() {
    assertThat(read("<opml>" + "<a>".repeat(31) + "</a>".repeat(31) + "</opml>")).isEmpty();
    assertRefused("<opml>" + "<a>".repeat(32) + "</a>".repeat(32) + "</opml>");
    assertRefused("<opml>" + "<a>".repeat(200_000));
  }

  @RepeatedTest(300)
  void noFileBreaksTheReader(RepetitionInfo run) {
    // Given a good file, mangled
    Random random = new Random(run.getCurrentRepetition());
    StringBuilder xml =
        new StringBuilder(
            "<?xml version='1.0' encoding='UTF-8'?><!-- c --><opml><body><outline text='&lt;é'>"
                + "<outline xmlUrl='"
                + FEED
                + ID
                + "'/><![CDATA[x]]></outline></body></opml>");
    for (int n = random.nextInt(8); n >= 0; n--) {
      xml.setCharAt(
          random.nextInt(xml.length()),
          random.nextBoolean()
              ? (char) random.nextInt(0x10000)
              : "<>&'\"/!?[]%;".charAt(random.nextInt(12)));
    }

    // Then it is read or refused
    try {
      assertThat(OpmlFile.targets(xml.toString())).hasSizeLessThanOrEqualTo(2);
    } catch (ProblemException refusal) {
      assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
    }
  }

  private static List<BulkTarget> read(String xml) {
    return OpmlFile.targets(xml);
  }

  private static void assertRefused(String xml) {
    assertThatThrownBy(() -> read(xml))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_REQUEST));
  }
}
