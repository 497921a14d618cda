package dev.reelport.imports;

import dev.reelport.connections.ConnectionEnd;
import dev.reelport.outbox.CloudEvent;
import dev.reelport.outbox.Outbox;
import dev.reelport.outbox.OutboxRecord;
import dev.reelport.outbox.Topics;
import dev.reelport.platform.RowJson;
import dev.reelport.platform.UserId;
import dev.reelport.projects.ProjectAnalyses.Analysed;
import dev.reelport.projects.ProjectView;
import dev.reelport.quota.QuotaHigh;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** Words what happened as records: events for others, steps for ourselves. */
@ApplicationScoped
class Announcer {

  private final RowJson json;
  private final Outbox outbox;

  Announcer(RowJson json, Outbox outbox) {
    this.json = json;
    this.outbox = outbox;
  }

  /** A new import: the event, and its first step if its turn has come. */
  Uni<Outbox.Batch> accepted(Mutiny.Session session, Import i, boolean inTurn, Instant now) {
    OutboxRecord event = event(Name.ACCEPTED, i, now);
    return outbox.append(session, inTurn ? List.of(event, step(i)) : List.of(event), now);
  }

  /** New imports of one user: their events, and the first steps of those whose turn has come. */
  Uni<Outbox.Batch> accepted(
      Mutiny.Session session, List<Import> made, Set<ImportId> inTurn, Instant now) {
    List<OutboxRecord> records = new ArrayList<>();
    for (Import i : made) {
      records.add(event(Name.ACCEPTED, i, now));
      if (inTurn.contains(i.id())) {
        records.add(step(i));
      }
    }
    return outbox.append(session, records, now);
  }

  /** New versions of imports that do not go on. */
  Uni<Outbox.Batch> moved(Mutiny.Session session, List<Import> ended, Instant now) {
    return outbox.append(session, ended.stream().map(i -> event(Name.of(i), i, now)).toList(), now);
  }

  /**
   * A new version of an import, and the projects that came with it.
   *
   * @param next imports whose turn comes because of it
   */
  Uni<Outbox.Batch> moved(
      Mutiny.Session session, Import i, List<ProjectView> created, List<Import> next, Instant now) {
    List<OutboxRecord> records = new ArrayList<>();
    created.forEach(project -> records.add(created(i.user(), project, now)));
    records.add(event(Name.of(i), i, now));
    boolean goesOn =
        i.state() instanceof ImportState.Running || i.state() instanceof ImportState.Queued;
    if (goesOn) {
      records.add(step(i));
    }
    next.forEach(other -> records.add(step(other)));
    return outbox.append(session, records, now);
  }

  /** The next steps of imports that go on. */
  Uni<Outbox.Batch> goOn(Mutiny.Session session, List<Import> imports, Instant now) {
    return outbox.append(session, imports.stream().map(this::step).toList(), now);
  }

  /** Projects of whomever whose tools, categories and topics were found out again. */
  Uni<Outbox.Batch> analysed(Mutiny.Session session, List<Analysed> projects, Instant now) {
    List<OutboxRecord> records =
        projects.stream().map(done -> analysed(done.user(), done.project(), now)).toList();
    return outbox.append(session, records, now);
  }

  /** A user's grant to their YouTube has ended. */
  Uni<Outbox.Batch> revoked(Mutiny.Session session, ConnectionEnd end) {
    String subject = end.id().toString();
    String id = subject + "-" + end.version() + "-revoked";
    OutboxRecord record =
        event(id, "connection.revoked", subject, end.user(), end.view(), end.at());
    return outbox.append(session, List.of(record), end.at());
  }

  /** Budgets above their warning, to whoever's charges are told of it. */
  Uni<Outbox.Batch> high(
      Mutiny.Session session, UserId user, List<QuotaHigh> budgets, Instant now) {
    List<OutboxRecord> records =
        budgets.stream()
            .map(high -> event(high.id(), "quota.high", high.subject(), user, high, now))
            .toList();
    return outbox.append(session, records, now);
  }

  private enum Name {
    ACCEPTED,
    PROGRESSED,
    WAITING,
    FINISHED;

    /** The event that tells of this state of an import. */
    static Name of(Import i) {
      ImportStatus status = i.state().status();
      if (status.isFinal()) {
        return FINISHED;
      }
      return status == ImportStatus.WAITING ? WAITING : PROGRESSED;
    }
  }

  private OutboxRecord step(Import i) {
    return new OutboxRecord(
        Topics.STEPS,
        i.user().value(),
        "application/json",
        json.write(new Step(i.id(), i.version())));
  }

  // Told again, an event has the same id.
  private OutboxRecord event(Name name, Import i, Instant now) {
    String type = "import." + name.name().toLowerCase(Locale.ROOT);
    String id = i.id() + "-" + i.version() + "-" + name.name().toLowerCase(Locale.ROOT);
    return event(id, type, i.id().toString(), i.user(), i.view(), now);
  }

  private OutboxRecord created(UserId user, ProjectView project, Instant now) {
    String id = project.id().toString();
    return event(id + "-created", "project.created", id, user, project, now);
  }

  private OutboxRecord analysed(UserId user, ProjectView project, Instant now) {
    String subject = project.id().toString();
    String id = subject + "-" + project.analysis().at().toEpochMilli() + "-analysed";
    return event(id, "project.analysed", subject, user, project, now);
  }

  private OutboxRecord event(
      String id, String type, String subject, UserId user, Object data, Instant now) {
    return new CloudEvent(id, type, subject, now).record(user.value(), data, json);
  }
}
