package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void whatIsWrittenIsRead() {
    UUID id = UUID.fromString("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b");

    assertThat(Cursor.id(Cursor.behind(id))).hasValue(id);
    assertThat(Cursor.place(Cursor.behind(42))).isEqualTo(42);
    assertThat(Cursor.behind(id)).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void withoutACursorAListStartsAtItsBeginning() {
    assertThat(Cursor.id(null)).isEmpty();
    assertThat(Cursor.place(null)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "%%%", "aWQ6", "aWQ6eA", "cGxhY2U6MQ==", "cGxhY2U6LTE", "cGxhY2U6MR"})
  void whatWeDidNotWriteIsRefused(String cursor) {
    assertThatThrownBy(() -> Cursor.id(cursor)).hasMessageContaining("cursor");
    assertThatThrownBy(() -> Cursor.place(cursor)).hasMessageContaining("cursor");
  }

  @Test
  void theCursorOfOneListIsNoCursorOfAnother() {
    assertThatThrownBy(() -> Cursor.id(Cursor.behind(1))).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Cursor.place(Cursor.behind(new UUID(0, 0))))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void noGarbageIsMoreThanARefusal() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      String garbage =
          random
              .ints(random.nextInt(40), 0, 0x250)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThatThrownBy(() -> Cursor.id(garbage)).isInstanceOf(ProblemException.class);
      assertThatThrownBy(() -> Cursor.place(garbage)).isInstanceOf(ProblemException.class);
    }
  }
}
