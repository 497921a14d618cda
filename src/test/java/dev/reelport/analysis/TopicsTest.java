package dev.reelport.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

  @ParameterizedTest
  @MethodSource("words")
  void aTopicIsCleaned(String word, List<String> topics) {
    assertThat(Topics.of(List.of(word))).isEqualTo(topics);
  }

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of("  Street Food ", List.of("street food")),
        Arguments.of("street \t  food", List.of("street food")),
        Arguments.of("street\u00a0\u2003\u001cfood", List.of("street food")),
        Arguments.of("Street-Food!", List.of("street-food")),
        Arguments.of("#howto (part 2)", List.of("howto part 2")),
        Arguments.of("a & b tests", List.of("a b tests")),
        Arguments.of("<script>alert(1)</script>", List.of("scriptalert1script")),
        Arguments.of("ab", List.of()),
        Arguments.of("abc", List.of("abc")),
        Arguments.of("a".repeat(50), List.of("a".repeat(50))),
        Arguments.of("a".repeat(51), List.of()),
        // The spaces around a word are not part of it.
        Arguments.of(" " + "a".repeat(50) + " ", List.of("a".repeat(50))),
        Arguments.of("c++", List.of()),
        Arguments.of("---", List.of()),
        Arguments.of("🎸🎸🎸", List.of()),
        Arguments.of("", List.of()),
        Arguments.of("a\0bc", List.of("abc")),
        Arguments.of("abc\ud83d", List.of("abc")),
        Arguments.of("日本語", List.of("日本語")),
        Arguments.of("Русский", List.of("русский")),
        Arguments.of("हिन्दी", List.of("हिन्दी")),
        Arguments.of("Mu\u0308sli", List.of("müsli")));
  }

  @Test
  void topicsAreUniqueAndKeepTheirOrder() {
    assertThat(Topics.of(List.of("Beta", "alpha", "BETA!", "alpha ")))
        .containsExactly("beta", "alpha");
  }

  @Test
  void thereAreAtMostEight() {
    // Given
    List<String> many = IntStream.range(0, 30).mapToObj(n -> "topic " + n).toList();

    // Then
    assertThat(Topics.of(many)).isEqualTo(many.subList(0, 8));
  }

  @Test
  void whateverTheWordsAreTopicsAreShortAndOfLettersAlone() {
    // Given
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      List<String> words =
          IntStream.range(0, random.nextInt(20)).mapToObj(n -> noise(random)).toList();

      // When
      List<String> topics = Topics.of(words);

      // Then
      assertThat(topics)
          .hasSizeLessThanOrEqualTo(8)
          .doesNotHaveDuplicates()
          .allSatisfy(
              topic ->
                  assertThat(topic)
                      .matches("[\\p{L}\\p{Nd}\\p{M}-]+( [\\p{L}\\p{Nd}\\p{M}-]+)*")
                      .satisfies(
                          t -> assertThat(t.codePointCount(0, t.length())).isBetween(3, 50)));
    }
  }

  private static String noise(Random random) {
    int[] codePoints =
        random
            .ints(random.nextInt(60), 0, random.nextBoolean() ? 128 : Character.MAX_CODE_POINT)
            .toArray();
    return new String(codePoints, 0, codePoints.length);
  }
}
