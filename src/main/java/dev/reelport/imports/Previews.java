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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Says what an import would do and cost. The look itself is charged to whoever asks. */
@ApplicationScoped
class Previews {

  private static final FieldLogger LOG = FieldLogger.of(Previews.class);

  private final Survey survey;
  private final PaidLooks looks;
  private final Quota quota;
  private final Moments moments;

  Previews(Survey survey, PaidLooks looks, Quota quota, Moments moments) {
    this.survey = survey;
    this.looks = looks;
    this.quota = quota;
    this.moments = moments;
  }

  /** Fails with {@link PreviewRefusal}, and as {@link PaidLooks#look} if too many ask at once. */
  Uni<Preview> preview(ImportRequest request) {
    return looks
        .look(request.user(), payer -> look(request, payer))
        .chain(sight -> priced(request, sight));
  }

  private Uni<Sight> look(ImportRequest request, StepPayer payer) {
    Asker asker = new Asker(request.user(), UUID.randomUUID(), moments.now().now(), payer);
    return survey
        .look(request.target(), asker)
        .onFailure(PreviewRefusals::isExpected)
        .invoke(Previews::report)
        .onFailure(PreviewRefusals::isExpected)
        .transform(
            failure -> PreviewRefusals.of(failure, TargetKind.of(request.target()), moments.now()));
  }

  private static void report(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    LOG.info("preview without its answer", "failure", kind, "detail", failure.getMessage());
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
