package dev.reelport.connections;

import dev.reelport.platform.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A row of the connection table, for reading; {@link ConnectionStore} writes. */
@Entity
@Immutable
@Table(name = "connection")
class ConnectionRow {

  @Id UUID id;

  @Column(name = "user_id")
  String userId;

  @Column(name = "refresh_token")
  String refreshToken;

  @Column(name = "access_token")
  String accessToken;

  String scopes;

  @Column(name = "channel_id")
  String channelId;

  @Column(name = "channel_title")
  String channelTitle;

  long version;

  @Column(name = "connected_at")
  Instant connectedAt;

  @Column(name = "withdrawn_at")
  Instant withdrawnAt;

  /** By the clock of the database, which is one for all instances. */
  @Formula("(refresh_at is not null and refresh_at > now())")
  boolean fresh;

  /** As above: whether the access token is good, though it may be time to renew it. */
  @Formula("(expires_at is not null and expires_at > now())")
  boolean alive;

  ConnectionId id() {
    return new ConnectionId(id);
  }

  UserId user() {
    return new UserId(userId);
  }

  Vault.Sealed sealed() {
    return new Vault.Sealed(refreshToken, accessToken);
  }

  Set<String> scopes() {
    return Set.of(scopes.split(" "));
  }

  Connection asConnection() {
    return new Connection(
        id(),
        user(),
        withdrawnAt == null
            ? new ConnectionState.Connected()
            : new ConnectionState.NeedsReconnect(withdrawnAt),
        scopes(),
        Optional.ofNullable(channelId).map(channel -> new ConnectedChannel(channel, channelTitle)),
        version,
        connectedAt);
  }
}
