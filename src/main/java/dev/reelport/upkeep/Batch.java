package dev.reelport.upkeep;

import dev.reelport.platform.UserId;
import dev.reelport.projects.Viewer;
import dev.reelport.upkeep.LifeStore.Due;
import dev.reelport.youtube.YouTube;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Videos that are asked for together.
 *
 * @param details whether with everything, not counters alone
 * @param payers who may pay, most overdue first
 */
record Batch(Viewer viewer, boolean details, List<Life> lives, List<UserId> payers) {

  /** More payers than that are not tried: what nobody pays for today is tried again. */
  private static final int MOST_PAYERS = 5;

  private record Kind(Viewer viewer, boolean details) {}

  /** Puts together what can be asked together, in its order. */
  static List<Batch> of(List<Due> due, Predicate<Life> needsDetails) {
    Map<Kind, List<Due>> kinds = new LinkedHashMap<>();
    for (Due one : due) {
      if (one.payer().isPresent()) {
        Kind kind = new Kind(one.life().viewer(), one.hinted() || needsDetails.test(one.life()));
        kinds.computeIfAbsent(kind, absent -> new ArrayList<>()).add(one);
      }
    }
    List<Batch> batches = new ArrayList<>();
    kinds.forEach(
        (kind, all) -> {
          for (int from = 0; from < all.size(); from += YouTube.BATCH) {
            int to = Math.min(all.size(), from + YouTube.BATCH);
            batches.add(of(kind, all.subList(from, to)));
          }
        });
    return batches;
  }

  private static Batch of(Kind kind, List<Due> some) {
    return new Batch(
        kind.viewer(),
        kind.details(),
        some.stream().map(Due::life).toList(),
        some.stream()
            .map(Due::payer)
            .flatMap(Optional::stream)
            .distinct()
            .limit(MOST_PAYERS)
            .toList());
  }

  /** The videos that nobody has any more. */
  static List<Life> orphans(List<Due> due) {
    return due.stream().filter(one -> one.payer().isEmpty()).map(Due::life).toList();
  }
}
