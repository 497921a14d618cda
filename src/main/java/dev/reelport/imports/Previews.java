package dev.reelport.imports;

import dev.reelport.imports.Advance.Moment;
import dev.reelport.imports.Survey.Sight;
import dev.reelport.platform.FieldLogger;
import dev.reelport.quota.Bucket;
import dev.reelport.quota.Priority;
import dev.reelport.quota.Quota;
import dev.reelport.quota.QuotaState;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.VideoPage;
import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.hibernate.reactive.mutiny.Mutiny;

/** Says what an import would do and cost. The look itself is charged to whoever asks. */
@ApplicationScoped
class Previews {

  private static final FieldLogger LOG = FieldLogger.of(Previews.class);

  /** The contract's promise; what would cost more is refused, and cheaper when asked again. */
  private static final int MOST_UNITS = 2;

  /** Also bounds the units an instance may have charged and not yet booked. */
  private static final int MOST_AT_A_TIME = 40;

  private static final int MOST_WAITING = 200;

  private final Survey survey;
  private final Quota quota;
  private final Books books;
  private final Arrears arrears;
  private final Publisher publisher;
  private final Moments moments;
  private final Mutiny.SessionFactory sessions;

  Previews(
      Survey survey,
      Quota quota,
      Books books,
      Arrears arrears,
      Publisher publisher,
      Moments moments,
      Mutiny.SessionFactory sessions) {
    this.survey = survey;
    this.quota = quota;
    this.books = books;
    this.arrears = arrears;
    this.publisher = publisher;
    this.moments = moments;
    this.sessions = sessions;
  }

  /**
   * Fails with {@link PreviewRefusal}. Of the many who may ask at once, so many are served at a
   * time and some more wait; the others fail with {@link
   * org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException}.
   */
  @AsynchronousNonBlocking
  @Bulkhead(value = MOST_AT_A_TIME, waitingTaskQueue = MOST_WAITING)
  Uni<Preview> preview(ImportRequest request) {
    StepPayer payer = new StepPayer(quota, request.user(), Priority.INTERACTIVE, MOST_UNITS);
    Asker asker = new Asker(request.user(), UUID.randomUUID(), moments.now().now(), payer);
    return survey
        .look(request.target(), asker)
        .onFailure(PreviewRefusals::isExpected)
        .invoke(Previews::report)
        .onFailure(PreviewRefusals::isExpected)
        .transform(failure -> PreviewRefusals.of(failure, request, moments.now()))
        .onItemOrFailure()
        .call((sight, failure) -> book(request, payer))
        .onCancellation()
        .invoke(() -> arrears.add(request.user(), Optional.empty(), payer))
        .chain(sight -> priced(request, sight));
  }

  private static void report(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    LOG.info("preview without its answer", "failure", kind, "detail", failure.getMessage());
  }

  private Uni<Void> book(ImportRequest request, StepPayer payer) {
    return sessions
        .withTransaction(
            session ->
                books.book(session, request.user(), Optional.empty(), payer, moments.now().now()))
        .invoke(publisher::publish)
        .invoke(payer::booked)
        .onFailure()
        .invoke(() -> arrears.add(request.user(), Optional.empty(), payer))
        .replaceWithVoid();
  }

  private Uni<Preview> priced(ImportRequest request, Sight sight) {
    Price price = Price.of(sight, request.options());
    return quota
        .ofUser(request.user())
        .chain(
            user ->
                quota
                    .ofProject(Bucket.GENERAL)
                    .map(project -> preview(request, sight, price, user, project)));
  }

  private Preview preview(
      ImportRequest request, Sight sight, Price price, QuotaState user, QuotaState project) {
    TargetKind kind = TargetKind.of(request.target());
    boolean affordable =
        price.units() <= user.remaining() && price.units() <= remaining(project, kind);
    Moment moment = moments.now();
    return new Preview(
        kind,
        sight.title(),
        price.videos(),
        sight.duplicates(),
        price.units(),
        affordable,
        affordable ? moment.now() : moment.resetsAt());
  }

  // Single videos may use what channels and playlists have to leave.
  private static long remaining(QuotaState project, TargetKind kind) {
    return StepWorker.priority(kind) == Priority.BULK
        ? project.remaining()
        : project.limit() - project.used() - project.reserved();
  }

  /** What an import of what was seen costs at most. */
  record Price(int videos, int units) {

    static Price of(Sight sight, ImportOptions options) {
      if (sight.page().isEmpty()) {
        return new Price(1, sight.duplicates() > 0 ? 0 : 1);
      }
      VideoPage page = sight.page().get();
      int videos = Math.min(page.totalResults(), options.mostVideos());
      boolean more = page.nextPageToken().isPresent();
      int pageSize = more ? Math.max(1, page.videos().size()) : ImportPlan.PAGE;
      // YouTube sometimes names a next page behind the last video.
      int emptyPage = more && page.videos().size() >= page.totalResults() ? 1 : 0;
      return new Price(videos, ImportPlan.mostUnits(videos, pageSize) + emptyPage);
    }
  }
}
