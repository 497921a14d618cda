package dev.reelport.connections;

import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Ids;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Sends people to Google's page of consent, and takes them in when they come back. */
@ApplicationScoped
public class Consents {

  /** Where people come back to, below our public address. */
  public static final String CALLBACK = "/v1/connections/youtube/callback";

  private static final FieldLogger LOG = FieldLogger.of(Consents.class);

  /** Google's codes have up to 256 bytes. */
  private static final int LONGEST_CODE = 512;

  private final Setup setup;
  private final ConsentStore store;
  private final GoogleOAuth google;
  private final Arrival arrival;
  private final Rows rows;
  private final ConnectionsConfig config;
  private final InstantSource clock;

  Consents(
      Setup setup,
      ConsentStore store,
      GoogleOAuth google,
      Arrival arrival,
      Rows rows,
      ConnectionsConfig config,
      InstantSource clock) {
    this.setup = setup;
    this.store = store;
    this.google = google;
    this.arrival = arrival;
    this.rows = rows;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Begins a consent of this user's.
   *
   * @throws ConnectionsOffException if the operator has not set what it takes
   */
  public Uni<Authorization> begin(UserId user) {
    ConsentCodes codes = new ConsentCodes(setup.keys());
    UUID id = UUID.randomUUID();
    Instant expiresAt = clock.instant().plus(config.consentExpiry());
    Authorization authorization =
        new Authorization(
            google.consentAt(codes.state(id, user, expiresAt), codes.challenge(id)), expiresAt);
    return rows.ofUser(user, session -> store.put(session, id, user, expiresAt))
        .replaceWith(authorization);
  }

  /**
   * Somebody came back. The state says who, whatever else the request says, and works once.
   *
   * @param error what Google says went wrong, such as {@code access_denied}
   * @throws ConnectionsOffException as above
   */
  public Uni<ConsentOutcome> finish(
      Optional<String> state, Optional<String> code, Optional<String> error) {
    ConsentCodes codes = new ConsentCodes(setup.keys());
    return state
        .flatMap(text -> codes.read(text, clock.instant()))
        .map(
            presented ->
                rows.ofWorker(session -> store.take(session, presented.id()))
                    .map(user -> user.filter(presented::isOf))
                    .chain(
                        user ->
                            user.map(known -> decided(known, presented, code, error))
                                .orElseGet(() -> outcome(ConsentOutcome.STALE))))
        .orElseGet(() -> outcome(ConsentOutcome.STALE));
  }

  private Uni<ConsentOutcome> decided(
      UserId user,
      ConsentCodes.Presented presented,
      Optional<String> code,
      Optional<String> error) {
    if (error.isPresent()) {
      return outcome(
          error.get().equals("access_denied") ? ConsentOutcome.DECLINED : ConsentOutcome.REFUSED);
    }
    return code.filter(text -> !text.isBlank() && text.length() <= LONGEST_CODE)
        .map(
            text ->
                google
                    .exchange(text, presented.verifier())
                    .chain(granted -> arrival.of(user, new ConnectionId(Ids.next()), granted))
                    .onFailure(OAuthFailure.class)
                    .recoverWithItem(Consents::explained))
        .orElseGet(() -> outcome(ConsentOutcome.REFUSED));
  }

  private static ConsentOutcome explained(Throwable failure) {
    if (failure instanceof OAuthFailure.InvalidGrant) {
      return ConsentOutcome.REFUSED;
    }
    if (failure instanceof OAuthFailure.Refused) {
      LOG.error("OAuth client refused", "answer", failure.getMessage());
    }
    return ConsentOutcome.UNAVAILABLE;
  }

  private static Uni<ConsentOutcome> outcome(ConsentOutcome outcome) {
    return Uni.createFrom().item(outcome);
  }
}
