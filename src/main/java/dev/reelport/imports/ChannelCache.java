package dev.reelport.imports;

import dev.reelport.youtube.Channel;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.PlaylistId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.hibernate.reactive.mutiny.Mutiny;

/** What YouTube said a handle, a user name or a channel id is, shared by all instances. */
@ApplicationScoped
class ChannelCache {

  private static final String PUT =
      """
      insert into youtube_channel (ref, channel_id, title, uploads, fetched_at)
      select ref, :channel, :title, :uploads, :now from unnest(cast(:refs as text[])) as r(ref)
      on conflict (ref) do update
      set channel_id = excluded.channel_id, title = excluded.title, uploads = excluded.uploads,
          fetched_at = excluded.fetched_at
      """;

  /** A row of the table. */
  @Entity(name = "ChannelRow")
  @Immutable
  @Table(name = "youtube_channel")
  static class Row {
    @Id String ref;

    @Column(name = "channel_id")
    String channelId;

    String title;
    String uploads;

    @Column(name = "fetched_at")
    Instant fetchedAt;
  }

  private final ImportsConfig config;
  private final InstantSource clock;

  ChannelCache(ImportsConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The channel, if YouTube was asked for it not too long ago. */
  Uni<Optional<Channel>> find(Mutiny.Session session, ChannelRef ref) {
    Instant since = clock.instant().minus(config.channelCache());
    return session
        .find(Row.class, ref.canonical())
        .map(row -> Optional.ofNullable(row).filter(r -> r.fetchedAt.isAfter(since)))
        .map(row -> row.map(ChannelCache::channel));
  }

  /** Keeps the channel under the name it was asked for and under its id. */
  Uni<Void> put(Mutiny.Session session, ChannelRef ref, Channel channel, Instant now) {
    String byId = new ChannelRef.ById(channel.id()).canonical();
    String[] refs =
        byId.equals(ref.canonical()) ? new String[] {byId} : new String[] {ref.canonical(), byId};
    return session
        .createNativeQuery(PUT)
        .setParameter("channel", channel.id().value())
        .setParameter("title", channel.title())
        .setParameter("uploads", channel.uploads().value())
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .setParameter("refs", refs)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Channel channel(Row row) {
    return new Channel(new ChannelId(row.channelId), row.title, new PlaylistId(row.uploads));
  }
}
