package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.youtube.ChannelId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushDeskTest {

  private static final String CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com/xml/feeds/videos.xml?channel_id=" + CHANNEL,
        "https://www.youtube.com/feeds/videos.xml?channel_id=" + CHANNEL,
        "http://www.youtube.com/xml/feeds/videos.xml?a=b&channel_id=" + CHANNEL + "&c=d"
      })
  void aTopicIsItsChannelWhateverItsAddress(String topic) {
    assertThat(PushDesk.channel(topic)).contains(new ChannelId(CHANNEL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        CHANNEL,
        "https://www.youtube.com/xml/feeds/videos.xml?playlist_id=" + CHANNEL,
        "https://www.youtube.com/xml/feeds/videos.xml?xchannel_id=" + CHANNEL,
        "https://www.youtube.com/xml/feeds/videos.xml?channel_id=" + CHANNEL + "x",
        "https://www.youtube.com/xml/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Tt!"
      })
  void nothingElseIsAChannel(String topic) {
    assertThat(PushDesk.channel(topic)).isEmpty();
  }

  @Test
  void tokensHaveOneShape() {
    assertThat(PushSecrets.isToken("A".repeat(32))).isTrue();
    assertThat(PushSecrets.isToken("A".repeat(31))).isFalse();
    assertThat(PushSecrets.isToken("A".repeat(31) + "'")).isFalse();
  }
}
