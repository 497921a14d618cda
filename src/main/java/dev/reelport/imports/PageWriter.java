package dev.reelport.imports;

import dev.reelport.analysis.Analyst;
import dev.reelport.imports.Commit.Done;
import dev.reelport.imports.Sorting.Sorted;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Known;
import dev.reelport.projects.NewProject;
import dev.reelport.projects.ProjectView;
import dev.reelport.projects.Projects;
import dev.reelport.youtube.ListedVideo;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes what a step brought home: the projects, and what became of each video. */
@ApplicationScoped
class PageWriter {

  private final Projects projects;
  private final ItemStore items;
  private final Analyst analyst;

  PageWriter(Projects projects, ItemStore items, Analyst analyst) {
    this.projects = projects;
    this.items = items;
    this.analyst = analyst;
  }

  /**
   * What was written.
   *
   * @param wanted newly listed ids whose details are to be fetched
   */
  record Written(List<Item> items, List<String> wanted, List<ProjectView> created) {}

  /** Writes in the caller's transaction; fails with SlugTakenException if a slug was lost. */
  Uni<Written> write(Mutiny.Session session, Done done) {
    return sort(session, done)
        .chain(sortings -> project(session, done, sortings))
        .call(written -> items.insert(session, done.before().id(), written.items()));
  }

  private record Sortings(Sorted page, Sorted details, Map<String, Known> known) {}

  private Uni<Sortings> sort(Mutiny.Session session, Done done) {
    List<String> listed = ids(listed(done.fetched()));
    Set<String> met = new LinkedHashSet<>(listed);
    done.fetched().details().settled().stream().map(VideoId::value).forEach(met::add);
    if (met.isEmpty()) {
      return Uni.createFrom().item(sortings(done, Map.of(), Set.of()));
    }
    return projects
        .known(session, done.before().user(), met)
        .chain(
            known ->
                recorded(session, done.before(), listed)
                    .map(recorded -> sortings(done, known, recorded)));
  }

  private Uni<Set<String>> recorded(Mutiny.Session session, Import i, List<String> listed) {
    return listed.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : items.recorded(session, i.id(), listed);
  }

  private static Sortings sortings(Done done, Map<String, Known> known, Set<String> recorded) {
    Fetched fetched = done.fetched();
    return new Sortings(
        Sorting.page(done.before(), listed(fetched), known, recorded),
        Sorting.details(
            done.before(), fetched.details().settled(), fetched.details().found(), known),
        known);
  }

  private static List<ListedVideo> listed(Fetched fetched) {
    return fetched.listing().page().map(VideoPage::videos).orElse(List.of());
  }

  private static List<String> ids(List<ListedVideo> videos) {
    return videos.stream().map(video -> video.id().value()).toList();
  }

  private Uni<Written> project(Mutiny.Session session, Done done, Sortings sortings) {
    List<Item> decided =
        Stream.concat(sortings.page().decided().stream(), sortings.details().decided().stream())
            .toList();
    List<Video> accepted = sortings.details().accepted();
    if (accepted.isEmpty()) {
      return Uni.createFrom().item(new Written(decided, sortings.page().wanted(), List.of()));
    }
    return liftTombstone(session, done.before(), sortings.known())
        .chain(() -> insert(session, done, accepted))
        .chain(
            created ->
                withLosers(session, done.before(), accepted, created)
                    .map(
                        written ->
                            new Written(
                                Stream.concat(decided.stream(), written.stream()).toList(),
                                sortings.page().wanted(),
                                List.copyOf(created.values()))));
  }

  // Asking for a deleted video by name means wanting it back.
  private Uni<Void> liftTombstone(Mutiny.Session session, Import i, Map<String, Known> known) {
    if (i.request().target() instanceof Target.Video video) {
      Known state = known.get(video.id().value());
      if (state != null && state.tombstoned()) {
        return projects.liftTombstone(session, i.user(), video.id().value());
      }
    }
    return Uni.createFrom().voidItem();
  }

  private Uni<Map<String, ProjectView>> insert(
      Mutiny.Session session, Done done, List<Video> accepted) {
    ImportOptions options = done.before().options();
    List<NewProject> made =
        accepted.stream()
            .map(
                video ->
                    NewProject.of(Videos.asSource(video), options.isPrivate(), options.showcase()))
            .toList();
    UserId user = done.before().user();
    boolean byGrant = done.fetched().granted();
    return analysed(session, done.before(), made)
        .chain(analysed -> projects.insert(session, user, analysed, byGrant, done.moment().now()))
        .call(created -> analyst.written(session, user, created.values()));
  }

  private Uni<List<NewProject>> analysed(Mutiny.Session session, Import i, List<NewProject> made) {
    return i.isAnalysed() ? analyst.byTags(session, made) : Uni.createFrom().item(made);
  }

  // Another import of this user may have been faster: the database decided, and knows whose it is.
  private Uni<List<Item>> withLosers(
      Mutiny.Session session, Import i, List<Video> accepted, Map<String, ProjectView> created) {
    List<String> lost =
        accepted.stream().map(v -> v.id().value()).filter(id -> !created.containsKey(id)).toList();
    Uni<Map<String, Known>> known =
        lost.isEmpty() ? Uni.createFrom().item(Map.of()) : projects.known(session, i.user(), lost);
    return known.map(
        owners -> {
          List<Item> written = new ArrayList<>();
          created.forEach((id, project) -> written.add(Item.imported(id, project.id())));
          lost.forEach(id -> written.add(Item.duplicate(id, owners.get(id).projectId())));
          return written;
        });
  }
}
