package dev.reelport.upkeep;

import dev.reelport.imports.Videos;
import dev.reelport.projects.NewProject;
import dev.reelport.projects.OwnedProject;
import dev.reelport.projects.ProjectUpkeep;
import dev.reelport.projects.VideoCounts;
import dev.reelport.projects.Viewer;
import dev.reelport.sources.AbsencePolicy;
import dev.reelport.sources.SourcePolicies;
import dev.reelport.upkeep.Fate.Change;
import dev.reelport.upkeep.Fate.Turn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes what became of videos: into their projects, and into what is known of them. */
@ApplicationScoped
class Chronicle {

  private final LifeStore lives;
  private final ProjectUpkeep projects;
  private final SourcePolicies policies;
  private final UpkeepConfig config;

  Chronicle(LifeStore lives, ProjectUpkeep projects, SourcePolicies policies, UpkeepConfig config) {
    this.lives = lives;
    this.projects = projects;
    this.policies = policies;
    this.config = config;
  }

  /** Writes all of it in the caller's transaction. */
  Uni<Void> write(
      Mutiny.Session session, Viewer viewer, Sight sight, List<Turn> turns, Instant now) {
    return projects
        .counts(session, viewer, counts(sight))
        .chain(() -> projects.details(session, viewer, details(sight), now))
        .chain(() -> projects.of(session, viewer, ids(turns, Change.GONE)))
        .chain(gone -> policies.of(session, gone).chain(known -> act(session, gone, known, now)))
        .chain(() -> projects.of(session, viewer, ids(turns, Change.BACK)))
        .chain(back -> projects.show(session, back.stream().map(OwnedProject::id).toList(), now))
        .chain(() -> lives.save(session, turns.stream().map(Turn::life).toList()));
  }

  private Uni<Void> act(
      Mutiny.Session session,
      List<OwnedProject> gone,
      Map<UUID, AbsencePolicy> known,
      Instant now) {
    Map<AbsencePolicy, List<UUID>> byPolicy =
        gone.stream()
            .collect(
                Collectors.groupingBy(
                    project -> known.getOrDefault(project.id(), config.gone()),
                    () -> new EnumMap<>(AbsencePolicy.class),
                    Collectors.mapping(OwnedProject::id, Collectors.toList())));
    return projects
        .hide(session, byPolicy.getOrDefault(AbsencePolicy.HIDE, List.of()), now)
        .chain(
            () -> projects.delete(session, byPolicy.getOrDefault(AbsencePolicy.DELETE, List.of())));
  }

  /** Takes from projects what YouTube has not confirmed for too long. */
  Uni<Integer> strip(Mutiny.Session session, Map<Viewer, List<String>> old, Instant now) {
    return Multi.createFrom()
        .iterable(old.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            ofOne -> projects.strip(session, ofOne.getKey(), ofOne.getValue(), now))
        .collect()
        .asList()
        .map(done -> old.values().stream().mapToInt(List::size).sum());
  }

  private static List<VideoCounts> counts(Sight sight) {
    return sight.counted().values().stream()
        .map(one -> new VideoCounts(one.id().value(), one.viewCount(), one.likeCount()))
        .toList();
  }

  // Whether it is private or shown is the projects' own; a description has no say in it.
  private static List<NewProject> details(Sight sight) {
    return sight.described().values().stream()
        .map(video -> NewProject.of(Videos.asSource(video), true, true))
        .toList();
  }

  private static List<String> ids(List<Turn> turns, Change change) {
    return turns.stream()
        .filter(turn -> turn.change() == change)
        .map(turn -> turn.life().videoId())
        .toList();
  }
}
