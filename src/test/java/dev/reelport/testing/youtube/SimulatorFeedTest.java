package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SimulatorFeedTest {

  private YouTubeSimulator simulator;
  private Visitor visitor;
  private SimChannel channel;
  private String path;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
    channel = simulator.world().channel("feed").uploads(40);
    path = "/feeds/videos.xml?channel_id=" + channel.id();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theFifteenNewestPublicVideosAreListed() throws Exception {
    // Given
    channel.video(0).makePrivate();

    // When
    NodeList ids = videoIds(visitor.get(path).body());

    // Then
    assertThat(ids.getLength()).isEqualTo(15);
    assertThat(ids.item(0).getTextContent()).isEqualTo(channel.video(1).id());
    assertThat(simulator.units()).isZero();
  }

  @Test
  void anUnchangedFeedIsNotSentAgain() throws Exception {
    // Given
    HttpResponse<String> first = visitor.get(path);
    String etag = first.headers().firstValue("etag").orElseThrow();

    // When
    HttpResponse<String> same = visitor.get(path, "If-None-Match", etag);
    channel.publish();
    HttpResponse<String> changed = visitor.get(path, "If-None-Match", etag);

    // Then
    assertThat(first.headers().firstValue("last-modified")).isPresent();
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(changed.statusCode()).isEqualTo(200);
  }

  @Test
  void aFeedMayBeMissingForAHealthyChannel() throws Exception {
    // When
    simulator.fail(FaultRule.on(Route.FEED).times(1).with(Faults.html(404)));

    // Then
    assertThat(visitor.get(path).statusCode()).isEqualTo(404);
    assertThat(visitor.get(path).statusCode()).isEqualTo(200);
    assertThat(visitor.get("/feeds/videos.xml?channel_id=UCnobody").statusCode()).isEqualTo(404);
  }

  private static NodeList videoIds(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getElementsByTagName("yt:videoId");
  }
}
