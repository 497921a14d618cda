package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lists of one user that queue behind each other. */
class TurnsIT {

  private static final Reelport REELPORT = Reelport.shared();

  @Test
  void manyImportsOfOneUserAllEnd() {
    // Given more lists than are worked on side by side, two of them cancelled while they queue
    String user = Reelport.newUser();
    String[] ids = new String[12];
    for (int n = 0; n < ids.length; n++) {
      ids[n] = REELPORT.as(user).importOf(channel(10).id()).get("id").asText();
    }
    REELPORT.as(user).post("/v1/imports/" + ids[10] + "/cancel", "");
    REELPORT.as(user).post("/v1/imports/" + ids[11] + "/cancel", "");
    REELPORT.as(user).post("/v1/imports/" + ids[11] + "/retry", "");

    // Then the others are done, one after the other
    for (int n = 0; n < ids.length; n++) {
      String expected = n == 10 ? "cancelled" : "succeeded";
      assertThat(REELPORT.as(user).ended(ids[n]).get("status").asText()).isEqualTo(expected);
    }
  }

  private static SimChannel channel(int uploads) {
    return REELPORT
        .youTube()
        .world()
        .channel("turns-" + UUID.randomUUID())
        .plain()
        .uploads(uploads);
  }
}
