package dev.reelport.imports;

import dev.reelport.imports.Imports.Placed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of the import_item table, for reading; its place in the list names it. */
@Entity
@Immutable
@Table(name = "import_item")
class ItemRow {

  @Id long seq;

  @Column(name = "import_id")
  UUID importId;

  @Column(name = "video_id")
  String videoId;

  String outcome;

  String reason;

  @Column(name = "project_id")
  UUID projectId;

  Placed<ItemView> asPlaced() {
    Outcome decided = Outcome.valueOf(outcome.toUpperCase(Locale.ROOT));
    return new Placed<>(seq, new ItemView(videoId, decided, reason, projectId));
  }
}
