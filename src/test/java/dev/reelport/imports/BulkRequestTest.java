package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.platform.UserId;
import dev.reelport.youtube.InvalidTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkRequestTest {

  private static final String VIDEO = "dQw4w9WgXcQ";

  @Test
  void eachTargetIsAnImportAnotherSpellingOrInvalid() {
    // When
    BulkRequest request =
        request(VIDEO, "@handle", "https://youtu.be/" + VIDEO, "https://example.org", " @Handle\n");

    // Then
    assertThat(request.requests())
        .extracting(one -> one.target().canonical())
        .startsWith("video:" + VIDEO, "handle:@handle");
    assertThat(request.invalid()).extracting(InvalidTarget::index).containsExactly(3);
    assertThat(request.invalid().get(0).reason()).isEqualTo("The target is not on YouTube.");
    assertThat(request.targets())
        .isEqualTo(request.requests().size() + request.duplicates() + request.invalid().size());
  }

  @Test
  void theDefaultsAreThoseOfEachKind() {
    assertThat(request(VIDEO, "@handle").requests())
        .extracting(one -> one.options().keepInSync())
        .containsExactly(false, true);
  }

  @Test
  void onlyChannelsCountAsChannels() {
    assertThat(request(VIDEO).hasChannel()).isFalse();
    assertThat(request(VIDEO, "@handle").hasChannel()).isTrue();
  }

  @Test
  void noneOrTooManyAreRefused() {
    assertThatThrownBy(() -> request()).isInstanceOf(InvalidRequestException.class);
    assertThat(many(1_000).requests()).hasSize(1);
    assertThatThrownBy(() -> many(1_001)).isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> request("x", null, "")).isInstanceOf(InvalidTargetException.class);
  }

  @Test
  void whatIsShownOfAnInvalidTargetCanBeStored() {
    assertThat(request(VIDEO, "\0a\uD800" + "b".repeat(500)).invalid().get(0).target())
        .isEqualTo("\uFFFDa\uFFFD" + "b".repeat(197));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 0, 0, 0, 0, queued",
    "1, 0, 0, 1, 0, 0, running",
    "1, 1, 0, 0, 0, 0, running",
    "0, 0, 2, 1, 0, 0, waiting",
    "1, 0, 1, 0, 0, 0, running",
    "0, 0, 0, 1, 1, 0, succeeded",
    "0, 0, 0, 1, 1, 1, cancelled",
    "0, 0, 0, 0, 2, 0, failed"
  })
  void itsImportsTellWhatItIs(
      int queued, int running, int waiting, int succeeded, int failed, int cancelled, String is) {
    assertThat(
            new BulkView.Counts(9, 0, 0, queued, running, waiting, succeeded, failed, cancelled)
                .status()
                .code())
        .isEqualTo(is);
  }

  private static BulkRequest many(int targets) {
    return BulkRequest.of(
        new UserId("ann"),
        Optional.empty(),
        IntStream.range(0, targets).mapToObj(n -> BulkTarget.inList(VIDEO, n)).toList(),
        OptionsBody.NONE);
  }

  private static BulkRequest request(String... targets) {
    List<String> texts = Arrays.asList(targets);
    return BulkRequest.of(
        new UserId("ann"),
        Optional.empty(),
        IntStream.range(0, texts.size()).mapToObj(n -> BulkTarget.inList(texts.get(n), n)).toList(),
        OptionsBody.NONE);
  }
}
