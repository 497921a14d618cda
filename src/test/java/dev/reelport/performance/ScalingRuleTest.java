package dev.reelport.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The rule that the run plays is the one that KEDA and the autoscaler follow. */
class ScalingRuleTest {

  private static final Duration WINDOW = Duration.ofSeconds(20);

  @Test
  void instancesComeWithTheLargerLagAndGoOneByOneAfterTheWindow() throws IOException {
    ScalingRule rule = ScalingRule.ofTheManifest(4, WINDOW);
    // 100 steps or 1,000 requests an instance, by the manifest
    assertThat(rule.instances(at(0), 0, 0, 1)).isEqualTo(1);
    assertThat(rule.instances(at(5), 101, 0, 1)).isEqualTo(2);
    assertThat(rule.instances(at(10), 10, 2_001, 2)).isEqualTo(3);
    assertThat(rule.instances(at(15), 5_000, 0, 3)).isEqualTo(4);
    // Within the window the largest wish counts
    assertThat(rule.instances(at(20), 0, 0, 4)).isEqualTo(4);
    assertThat(rule.instances(at(35), 0, 0, 4)).isEqualTo(4);
    // After it they go, one a look
    assertThat(rule.instances(at(40), 0, 0, 4)).isEqualTo(3);
    assertThat(rule.instances(at(45), 0, 0, 3)).isEqualTo(2);
    assertThat(rule.instances(at(50), 0, 0, 2)).isEqualTo(1);
    assertThat(rule.instances(at(55), 0, 0, 1)).isEqualTo(1);
  }

  private static Duration at(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
