package dev.reelport.sources;

import dev.reelport.youtube.ChannelId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of subscriptions. Every statement runs in the caller's session. */
@ApplicationScoped
class PushStore {

  private static final String COLUMNS =
      "s.channel_id, s.token, s.salt, s.key_id, s.state, s.tries, s.news_at, s.next_at";

  private static final String UNSUBSCRIBED =
      """
      select distinct s.target from source s
      where s.kind = 'channel' and not s.paused and s.every <> 'manual'
        and not exists (select from push_subscription p
                        where p.channel_id = s.target and p.state <> 'ending')
      limit :most
      """;

  // A channel that is followed again before its subscription has ended just goes on.
  private static final String WANT =
      """
      insert into push_subscription (channel_id, token, salt, key_id, state, next_at, created_at)
      values (:channel, :token, :salt, nullif(:key, ''), 'wanted', :now, :now)
      on conflict (channel_id) do update set state = 'wanted', tries = 0, next_at = :now
      where push_subscription.state = 'ending'
      """;

  private static final String LEAVE =
      """
      update push_subscription p set state = 'ending', tries = 0, next_at = :now
      where p.state <> 'ending'
        and not exists (select from source s
                        where s.list_id = 'UU' || substring(p.channel_id from 3)
                          and not s.paused and s.every <> 'manual')
      """;

  // What is asked of the hub is written down before it is asked: it may verify before it answers.
  private static final String CLAIM =
      """
      with due as materialized (
        select channel_id from push_subscription where next_at <= :now
        order by next_at limit :most for update skip locked)
      update push_subscription s
      set next_at = :until, state = case s.state when 'wanted' then 'asked' else s.state end
      from due where s.channel_id = due.channel_id
      returning %s
      """
          .formatted(COLUMNS);

  /** Rows of subscriptions that were claimed, or looked up. */
  private static final String BY_TOKEN =
      "select " + COLUMNS + " from push_subscription s where s.token = :token";

  /** Channels that are followed and not subscribed to. */
  Uni<List<String>> unsubscribed(Mutiny.Session session, int most) {
    return session
        .createNativeQuery(UNSUBSCRIBED, String.class)
        .setParameter("most", most)
        .getResultList();
  }

  /** Wants to be told of a channel. */
  Uni<Void> want(
      Mutiny.Session session,
      ChannelId channel,
      String token,
      String salt,
      Optional<String> keyId,
      Instant now) {
    return session
        .createNativeQuery(WANT)
        .setParameter("channel", channel.value())
        .setParameter("token", token)
        .setParameter("salt", salt)
        .setParameter("key", keyId.orElse(""))
        .setParameter("now", at(now))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Wants to be told no more of channels nobody follows. */
  Uni<Integer> leave(Mutiny.Session session, Instant now) {
    return session.createNativeQuery(LEAVE).setParameter("now", at(now)).executeUpdate();
  }

  /** Takes subscriptions for which something is to be asked of the hub. */
  Uni<List<Subscription>> claim(Mutiny.Session session, int most, Instant now, Instant until) {
    return session
        .createNativeQuery(CLAIM, Tuple.class)
        .setParameter("now", at(now))
        .setParameter("until", at(until))
        .setParameter("most", most)
        .getResultList()
        .map(rows -> rows.stream().map(PushStore::subscription).toList());
  }

  /** Whose token it is. */
  Uni<Optional<Subscription>> byToken(Mutiny.Session session, String token) {
    return session
        .createNativeQuery(BY_TOKEN, Tuple.class)
        .setParameter("token", token)
        .getResultList()
        .map(rows -> rows.stream().map(PushStore::subscription).findFirst());
  }

  /** Signs by this key from now on. */
  Uni<Void> rekey(Mutiny.Session session, ChannelId channel, Optional<String> keyId) {
    return session
        .createNativeQuery(
            "update push_subscription set key_id = nullif(:key, '') where channel_id = :channel")
        .setParameter("channel", channel.value())
        .setParameter("key", keyId.orElse(""))
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * Asks again then, if nothing has come of it. If something has since the subscription was
   * claimed, such as the verification that a hub may send before it answers, that stands.
   */
  Uni<Void> again(Mutiny.Session session, Subscription claimed, Instant at) {
    return session
        .createNativeQuery(
            "update push_subscription set next_at = :at, tries = tries + 1"
                + " where channel_id = :channel and next_at = :claimed")
        .setParameter("channel", claimed.channel().value())
        .setParameter("claimed", at(claimed.nextAt()))
        .setParameter("at", at(at))
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * The hub has verified: it tells us until the lease is over, and is asked again at half of it.
   */
  Uni<Void> verified(Mutiny.Session session, ChannelId channel, Duration lease, Instant now) {
    return session
        .createNativeQuery(
            "update push_subscription set state = 'active', tries = 0, lease_until = :until,"
                + " next_at = :half where channel_id = :channel and state in ('asked', 'active')")
        .setParameter("channel", channel.value())
        .setParameter("until", at(now.plus(lease)))
        .setParameter("half", at(now.plus(lease.dividedBy(2))))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** The hub does not want to tell us; it is asked again then. */
  Uni<Void> denied(Mutiny.Session session, ChannelId channel, Instant again) {
    return session
        .createNativeQuery(
            "update push_subscription set state = 'wanted', lease_until = null, next_at = :again"
                + " where channel_id = :channel and state in ('asked', 'active')")
        .setParameter("channel", channel.value())
        .setParameter("again", at(again))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Nothing is told any more, or will be soon. */
  Uni<Void> ended(Mutiny.Session session, ChannelId channel) {
    return session
        .createNativeQuery(
            "delete from push_subscription where channel_id = :channel and state = 'ending'")
        .setParameter("channel", channel.value())
        .executeUpdate()
        .replaceWithVoid();
  }

  /** The hub has told of changes up to then. */
  Uni<Void> notified(
      Mutiny.Session session, ChannelId channel, Optional<Instant> news, Instant now) {
    return session
        .createNativeQuery(
            "update push_subscription set notified_at = :now,"
                + " news_at = greatest(news_at, :news) where channel_id = :channel")
        .setParameter("channel", channel.value())
        .setParameter("news", at(news.orElse(Instant.EPOCH)))
        .setParameter("now", at(now))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  private static Subscription subscription(Tuple row) {
    return new Subscription(
        new ChannelId(row.get(0, String.class)),
        row.get(1, String.class),
        row.get(2, String.class),
        Optional.ofNullable(row.get(3, String.class)),
        Subscription.State.of(row.get(4, String.class)),
        row.get(5, Number.class).intValue(),
        Optional.ofNullable(Moment.of(row, "news_at")),
        Moment.of(row, "next_at"));
  }
}
