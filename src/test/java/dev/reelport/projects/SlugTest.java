package dev.reelport.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Never Gonna Give You Up         | dQw4w9WgXcQ | never-gonna-give-you-up-dqw4w9wg",
        "  C++ & Java: an intro!         | dQw4w9WgXcQ | c-java-an-intro-dqw4w9wg",
        "Crème Brûlée – Ångström         | dQw4w9WgXcQ | creme-brulee-angstrom-dqw4w9wg",
        "ﬁne ½ ①                         | dQw4w9WgXcQ | fine-1-2-1-dqw4w9wg",
        "İstanbul STRASSE Straße         | dQw4w9WgXcQ | istanbul-strasse-stra-e-dqw4w9wg",
        "snake_case__title               | dQw4w9WgXcQ | snake-case-title-dqw4w9wg",
        "🎬🔥 Trailer 👩‍👩‍👧 2             | dQw4w9WgXcQ | trailer-2-dqw4w9wg",
        "مرحبا بالعالم                   | dQw4w9WgXcQ | video-dqw4w9wg",
        "日本語 Tokyo 2024                | dQw4w9WgXcQ | tokyo-2024-dqw4w9wg",
        "!!! --- ___                     | dQw4w9WgXcQ | video-dqw4w9wg",
        "''                              | dQw4w9WgXcQ | video-dqw4w9wg",
        "Title                           | -_bcdefXcQ0 | title---bcdefx",
        "Title                           | abcdefg_XcQ | title-abcdefg-",
        "Title                           | abcdefg-XcQ | title-abcdefg-"
      })
  void aTitleBecomesAReadablePartOfAnAddress(String title, String videoId, String slug) {
    assertThat(Slug.of(title, videoId).value()).isEqualTo(slug);
  }

  @Test
  void aLongTitleIsCutAtFiftyCharactersAndEndsWithoutHyphen() {
    // Given
    String cutInAWord = "a".repeat(60);
    String cutAtASpace = "a".repeat(49) + " and more";

    // When / Then
    assertThat(Slug.of(cutInAWord, "dQw4w9WgXcQ").value()).isEqualTo("a".repeat(50) + "-dqw4w9wg");
    assertThat(Slug.of(cutAtASpace, "dQw4w9WgXcQ").value()).isEqualTo("a".repeat(49) + "-dqw4w9wg");
  }

  @Test
  void aTakenSlugGetsTheSmallestFreeNumber() {
    // Given
    Slug slug = Slug.of("Title", "dQw4w9WgXcQ");
    Set<String> upToThree = Set.of(slug.value(), slug + "-2", slug + "-3", slug + "-5");
    Set<String> upToTwelve =
        IntStream.rangeClosed(1, 12)
            .mapToObj(n -> n == 1 ? slug.value() : slug + "-" + n)
            .collect(Collectors.toSet());

    // When / Then
    assertThat(slug.besides(Set.of())).isEqualTo(slug);
    assertThat(slug.besides(Set.of(slug + "-2"))).isEqualTo(slug);
    assertThat(slug.besides(upToThree).value()).isEqualTo("title-dqw4w9wg-4");
    assertThat(slug.besides(upToTwelve).value()).isEqualTo("title-dqw4w9wg-13");
  }
}
