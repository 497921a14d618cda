package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.imports.ImportPlan.Work;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportPlanTest {

  @Test
  void aChannelIsLookedUpAndItsFirstPageListedInOneStep() {
    Work work = ImportPlan.next(Made.channel());

    assertThat(work.lookup()).contains(new ChannelRef.ById(Made.CHANNEL));
    assertThat(work.details()).isEmpty();
    assertThat(work.mostUnits()).isEqualTo(2);
  }

  @Test
  void aCustomNameMayNeedTwoLookups() {
    Target target = new Target.Channel(new ChannelRef.ByCustomName("google"));

    Work work = ImportPlan.next(Made.of(target, Made.options(TargetKind.CHANNEL)));

    assertThat(work.mostUnits()).isEqualTo(3);
  }

  @Test
  void aPlaylistNeedsNoLookup() {
    PlaylistId id = new PlaylistId("PL" + "a".repeat(32));

    Work work =
        ImportPlan.next(Made.of(new Target.Playlist(id), Made.options(TargetKind.PLAYLIST)));

    assertThat(work.lookup()).isEmpty();
    assertThat(work.page().orElseThrow().playlist()).isEqualTo(id);
    assertThat(work.page().orElseThrow().token()).isEmpty();
    assertThat(work.mostUnits()).isEqualTo(1);
  }

  @Test
  void aVideoCostsOneUnit() {
    Work work = ImportPlan.next(Made.video(1));

    assertThat(work.page()).isEmpty();
    assertThat(work.details()).containsExactly(Made.id(1));
    assertThat(work.mostUnits()).isEqualTo(1);
  }

  @Test
  void detailsAreFetchedBesideTheNextPageOnceFiftyArePending() {
    Import i = pending(50, false);

    Work work = ImportPlan.next(i);

    assertThat(work.page()).isPresent();
    assertThat(work.details()).hasSize(50);
    assertThat(work.mostUnits()).isEqualTo(2);
  }

  @Test
  void detailsWaitUntilFiftyArePending() {
    assertThat(ImportPlan.next(pending(49, false)).details()).isEmpty();
  }

  @Test
  void whatIsLeftIsFetchedWhenTheListingHasEnded() {
    Work work = ImportPlan.next(pending(3, true));

    assertThat(work.page()).isEmpty();
    assertThat(work.details()).hasSize(3);
  }

  @Test
  void neverMoreThanFiftyAtATime() {
    assertThat(ImportPlan.next(pending(99, true)).details()).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 3", "49, 3", "50, 3", "51, 5", "500, 21", "5000, 201"})
  void aColdChannelCostsOneLookupItsPagesAndItsDetails(int videos, int units) {
    assertThat(ImportPlan.mostUnits(videos, 50)).isEqualTo(units);
  }

  private static Import pending(int count, boolean listed) {
    List<String> ids = IntStream.range(0, count).mapToObj(n -> Made.id(n).value()).toList();
    Import i = Made.listing();
    Cursor cursor = i.cursor().withPending(ids);
    return Made.with(i, listed ? cursor.ended() : cursor);
  }

  @Test
  void whatAnImportHasStillToSpendIsItsPagesAndWhatIsOpen() {
    Import fresh = Made.listing();
    Cursor onPageTwo =
        fresh.cursor().turnedTo("two", List.of("one"), new Cursor.LastPage(120, false));

    assertThat(fresh.unitsWanted()).isEqualTo(50);
    assertThat(Made.with(fresh, onPageTwo).unitsWanted()).isEqualTo(2 + 3);
    assertThat(Made.with(Made.listing(Made.atMost(60)), onPageTwo).unitsWanted()).isEqualTo(1 + 2);
    assertThat(Made.video(1).unitsWanted()).isEqualTo(1);
    assertThat(
            fresh.moved(new ImportState.Cancelled(), fresh.progress(), 0, Made.NOW).unitsWanted())
        .isZero();
  }
}
