package dev.reelport.imports;

import dev.reelport.imports.Commit.Done;
import dev.reelport.imports.RunObserver.KeptList;
import dev.reelport.imports.RunObserver.RunStep;
import dev.reelport.outbox.Outbox;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoPage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells whoever keeps lists in sync what imports do. */
@ApplicationScoped
class Observed {

  private final RunObserver observer;
  private final ImportStore imports;

  Observed(RunObserver observer, ImportStore imports) {
    this.observer = observer;
    this.imports = imports;
  }

  /** The new import, as a run of a source if its list is known and to be kept in sync. */
  Uni<Import> accepted(Mutiny.Session session, Import made, Instant now) {
    Target target = made.request().target();
    if (target instanceof Target.Playlist playlist) {
      return named(session, made, kept(made, playlist.id().value(), playlist.id(), now));
    }
    return target instanceof Target.Channel channel && channel.ref() instanceof ChannelRef.ById byId
        ? named(session, made, kept(made, byId.id().value(), byId.id().uploads(), now))
        : Uni.createFrom().item(made);
  }

  private Uni<Import> named(Mutiny.Session session, Import made, KeptList list) {
    return keep(session, made, list)
        .call(
            kept ->
                kept.request()
                    .origin()
                    .map(origin -> imports.name(session, made.id(), origin))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  /** The import after a step, as a run of a source if the step has resolved its channel. */
  Uni<Import> resolved(Mutiny.Session session, Done done, Import next) {
    Optional<Channel> channel = done.fetched().listing().channel();
    return channel.isPresent()
        ? keep(
            session,
            next,
            kept(next, channel.get().id().value(), channel.get().uploads(), done.moment().now()))
        : Uni.createFrom().item(next);
  }

  private Uni<Import> keep(Mutiny.Session session, Import i, KeptList list) {
    boolean wanted = i.options().keepInSync() && i.request().origin().isEmpty();
    return wanted ? observer.kept(session, list).map(i::by) : Uni.createFrom().item(i);
  }

  private static KeptList kept(Import i, String target, PlaylistId list, Instant now) {
    return new KeptList(
        i.user(),
        i.id(),
        i.kind(),
        target,
        i.request().written(),
        i.progress().title(),
        list,
        i.options(),
        now);
  }

  /** Tells of a step of a run that decided something, or was its last. */
  Uni<Outbox.Batch> moved(Mutiny.Session session, Import next, List<Decided> decided, Instant now) {
    boolean tells = !decided.isEmpty() || next.state() instanceof ImportState.Final;
    return tells && next.request().origin().isPresent()
        ? observer.moved(
            session,
            new RunStep(
                next.user(),
                next.request().origin().get(),
                next.view(),
                decided,
                next.cursor().granted(),
                Optional.ofNullable(next.cursor().lastPage())
                    .filter(page -> !next.cursor().granted())
                    .map(Cursor.LastPage::total),
                now))
        : Uni.createFrom().item(Outbox.Batch.EMPTY);
  }

  /** What a step decided, with what YouTube said of when. */
  static List<Decided> decided(Done done, List<Item> items) {
    Map<String, Instant> published = new HashMap<>();
    done.fetched().listing().page().map(VideoPage::videos).orElse(List.of()).stream()
        .filter(video -> video.publishedAt().isPresent())
        .forEach(video -> published.put(video.id().value(), video.publishedAt().get()));
    Map<String, Video> found = done.fetched().details().found();
    found.forEach((id, video) -> published.put(id, video.publishedAt()));
    return items.stream()
        .map(
            item ->
                new Decided(
                    item.videoId(),
                    item.outcome(),
                    item.reason(),
                    item.projectId(),
                    Optional.ofNullable(published.get(item.videoId())),
                    Optional.ofNullable(found.get(item.videoId())).flatMap(Video::startsAt)))
        .toList();
  }
}
