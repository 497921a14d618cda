package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserIdTest {

  @Test
  void anIdIsKeptAsItIs() {
    for (String id : List.of("ann", " ann ", "auth0|5f", "Ännchen 🎬", "a".repeat(255))) {
      assertThat(new UserId(id)).hasToString(id);
    }
  }

  @Test
  void whatNoStoreWouldKeepAsItIsIsRefused() {
    for (String id :
        List.of("", " ", "a\nb", "a\0", "a".repeat(256), "\ud83c", "a\udfac", "\udfac\ud83c")) {
      assertThatThrownBy(() -> new UserId(id)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new UserId(null)).isInstanceOf(IllegalArgumentException.class);
  }
}
