package dev.reelport.imports;

import dev.reelport.imports.Commit.Committed;
import dev.reelport.outbox.Outbox;
import dev.reelport.outbox.Relay;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tells the world what is committed: Kafka through the relay, and whoever follows the import. */
@ApplicationScoped
class Publisher {

  private static final FieldLogger LOG = FieldLogger.of(Publisher.class);

  private final Relay relay;
  private final Followers followers;
  private final ImportMetrics metrics;

  Publisher(Relay relay, Followers followers, ImportMetrics metrics) {
    this.relay = relay;
    this.followers = followers;
    this.metrics = metrics;
  }

  /** Records that tell of no import's new version. */
  void publish(Outbox.Batch batch) {
    relay.publish(batch);
  }

  /** A commit of this user failed, or its answer was lost. */
  void doubt(UserId user) {
    relay.doubt(user.value());
  }

  void publish(Committed committed) {
    publish(List.of(committed.after()), committed.batch());
  }

  /** New versions of imports that were committed together. */
  void publish(List<Import> after, Outbox.Batch batch) {
    relay.publish(batch);
    after.forEach(i -> tell(i.view()));
  }

  private void tell(ImportView view) {
    followers.tell(view);
    if (view.status().isFinal()) {
      metrics.ended(view.status());
      LOG.info(
          "import finished",
          "import",
          view.id(),
          "status",
          view.status().code(),
          "error",
          view.error() == null ? "" : view.error().code().code(),
          "discovered",
          view.counts().discovered(),
          "imported",
          view.counts().imported(),
          "units",
          view.units().spent());
    } else if (view.waiting() != null) {
      LOG.info(
          "import waiting",
          "import",
          view.id(),
          "reason",
          view.waiting().reason().code(),
          "resumesAt",
          view.waiting().resumesAt());
    }
  }
}
