package dev.reelport.projects;

import dev.reelport.platform.Ids;
import dev.reelport.platform.UserId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads rows of {@code project}, always a user's own. */
@ApplicationScoped
class ProjectRows implements PanacheRepositoryBase<ProjectRow, UUID> {

  /** Newest first, from the one behind {@code before} on. */
  Uni<List<ProjectRow>> page(UserId user, Optional<UUID> before, int limit) {
    return find(
            "userId = ?1 and id < ?2", Sort.descending("id"), user.value(), before.orElse(Ids.MAX))
        .range(0, limit - 1)
        .list();
  }

  /** The user's row, or null. */
  Uni<ProjectRow> one(UserId user, UUID id) {
    return find("userId = ?1 and id = ?2", user.value(), id).firstResult();
  }

  /** How many the user has of a channel. */
  Uni<Long> ofChannel(UserId user, String channelId) {
    return count("userId = ?1 and channelId = ?2", user.value(), channelId);
  }
}
