package dev.reelport.sources;

import dev.reelport.platform.Columns;
import dev.reelport.projects.OwnedProject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What users want to become of projects whose video is gone, by the sources that follow it. */
@ApplicationScoped
public class SourcePolicies {

  // Of several sources of a user, the one that leaves them most decides.
  private static final String OF =
      """
      select w.project, (array_agg(s.policy order by
               array_position(array['keep', 'hide', 'delete'], s.policy)))[1] as policy
      from unnest(cast(:projects as uuid[]), cast(:users as text[]), cast(:videos as text[]))
           as w(project, user_id, video_id)
      join source_item i on i.user_id = w.user_id and i.video_id = w.video_id
      join source s on s.id = i.source_id
      group by w.project
      """;

  /** The policies of those projects whose videos a source of their user follows. */
  public Uni<Map<UUID, AbsencePolicy>> of(Mutiny.Session session, List<OwnedProject> projects) {
    if (projects.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return session
        .createNativeQuery(OF, Tuple.class)
        .setParameter("projects", projects.stream().map(OwnedProject::id).toArray(UUID[]::new))
        .setParameter("users", Columns.texts(projects, project -> project.user().value()))
        .setParameter("videos", Columns.texts(projects, OwnedProject::videoId))
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.get("project", UUID.class),
                            row -> AbsencePolicy.of(row.get("policy", String.class)))));
  }
}
