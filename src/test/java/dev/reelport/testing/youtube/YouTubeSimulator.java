package dev.reelport.testing.youtube;

import dev.reelport.testing.tls.SelfSigned;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * YouTube on a local port: the Data API under {@code /youtube/v3/}, feeds under {@code
 * /feeds/videos.xml}, a hub under {@code /subscribe}, OAuth under {@code /o/oauth2/v2/auth}, {@code
 * /token} and {@code /revoke}. It serves a {@link World} that tests shape, counts units itself, and
 * fails as told. All of it may be called from any thread.
 */
public final class YouTubeSimulator implements AutoCloseable {

  private static final long SEED = 1;

  private final World world = new World(SEED);
  private final Recorded recorded = new Recorded();
  private final Referee referee = new Referee();
  private final Grants grants = new Grants(world::channelById);
  private final Traffic traffic = new Traffic();
  private final SimHub hub = new SimHub();
  private final Desk desk = new Desk(new Catalog(world, recorded), referee, grants, hub);
  private final SimulatorServer server;
  private final String scheme;

  private final Optional<SelfSigned> certificate;

  private YouTubeSimulator(int port, HttpServerOptions options, Optional<SelfSigned> certificate) {
    this.certificate = certificate;
    scheme = options.isSsl() ? "https" : "http";
    server = new SimulatorServer(port, options, desk, traffic);
  }

  /**
   * Starts on a loopback port, with HTTP/1.1 and HTTP/2 without TLS (h2c).
   *
   * @param port 0 for any that is free
   */
  public static YouTubeSimulator start(int port) {
    return new YouTubeSimulator(port, new HttpServerOptions(), Optional.empty());
  }

  /**
   * Starts on a loopback port with TLS, HTTP/2 and HTTP/1.1 by ALPN, and a certificate that only
   * {@link #trustStore} and {@link #certificatePem} vouch for.
   *
   * @param port 0 for any that is free
   */
  public static YouTubeSimulator startTls(int port) {
    SelfSigned certificate = SelfSigned.create();
    return new YouTubeSimulator(port, options(certificate), Optional.of(certificate));
  }

  // By ALPN HTTP/2 where the client can, HTTP/1.1 where not.
  private static HttpServerOptions options(SelfSigned certificate) {
    return new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setKeyCertOptions(
            new PfxOptions()
                .setPath(certificate.keyStore().toString())
                .setPassword(SelfSigned.PASSWORD));
  }

  /** Where it listens, without a path and without a slash at the end. */
  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + server.port());
  }

  /** A PKCS12 store of the certificate; its password is {@link #trustStorePassword}. */
  public Path trustStore() {
    return certificate.orElseThrow().trustStore();
  }

  public String trustStorePassword() {
    return SelfSigned.PASSWORD;
  }

  /** The certificate as a PEM file. */
  public Path certificatePem() {
    return certificate.orElseThrow().pem();
  }

  /** What there is; change it at any time. */
  public World world() {
    return world;
  }

  /**
   * Serves the channels, playlists, playlist pages and videos that were recorded in a folder, each
   * as it was recorded and before anything generated; answers those, without what else is served.
   */
  public Recorded serveRecorded(Path folder) {
    new RecordingLoader(recorded).load(folder);
    Recorded there = new Recorded();
    new RecordingLoader(there).load(folder);
    return there;
  }

  /** Serves recorded bodies as the pages of a list, in that order, in place of what it had. */
  public RecordedPlaylist serveRecordedPlaylist(String playlistId, Path... pages) {
    new RecordingLoader(recorded).loadPlaylist(playlistId, List.of(pages));
    return recorded.playlist(playlistId).orElseThrow();
  }

  /** The hub that tells of new videos. */
  public SimHub hub() {
    return hub;
  }

  /** OAuth: codes and tokens to hand out, and to withdraw. */
  public Grants grants() {
    return grants;
  }

  /** From now on only these API keys are good; at first any is. */
  public void acceptOnlyKeys(String... keys) {
    desk.keys(Arrays.asList(keys));
  }

  /** Lets requests fail by that rule until it is closed. Of several rules the oldest wins. */
  public ActiveFault fail(FaultRule rule) {
    return desk.arm(rule);
  }

  /** Ends all failures and the latency. */
  public void heal() {
    desk.heal();
    server.latency(Duration.ZERO);
  }

  /** Delays every answer by that. */
  public void latency(Duration latency) {
    server.latency(latency);
  }

  /** All units spent since the start or the last reset, in all buckets. */
  public int units() {
    return Arrays.stream(Bucket.values()).mapToInt(referee::units).sum();
  }

  public int units(Bucket bucket) {
    return referee.units(bucket);
  }

  /** The units spent with that API key. */
  public int units(Bucket bucket, String apiKey) {
    return referee.units(bucket, apiKey);
  }

  /** The units spent on that day in Pacific time. */
  public int unitsOn(Bucket bucket, LocalDate pacificDay) {
    return referee.unitsOn(bucket, pacificDay);
  }

  /** How many calls came, charged or refused. */
  public int calls(Route route) {
    return referee.calls(route);
  }

  /** How many calls named that channel, playlist, handle or video. */
  public int calls(Route route, String id) {
    return referee.calls(route, id);
  }

  /** How many calls were refused because the day was used up; they cost nothing. */
  public int refused() {
    return referee.refused();
  }

  /** From now on a bucket has so many units per key and day, told in that form when used up. */
  public void dailyLimit(Bucket bucket, int units, QuotaForm form) {
    referee.limit(bucket, units, form);
  }

  public void withoutDailyLimits() {
    referee.unlimited();
  }

  /** Starts counting again from 0; forgets requests as well. */
  public void resetUnits() {
    referee.reset();
    traffic.reset();
  }

  /** What day it is follows this clock from now on. */
  public void clock(InstantSource clock) {
    referee.clock(clock);
  }

  /** The requests since the start or the last reset, at most the last 20,000. */
  public List<SeenRequest> requests() {
    return traffic.requests();
  }

  /** How many connections were opened since the start. */
  public int connectionsOpened() {
    return traffic.opened();
  }

  /** How many connections are open now. */
  public int connectionsOpen() {
    return traffic.open();
  }

  /** How many connections were open at most at the same time since the last reset. */
  public int mostConnectionsOpen() {
    return traffic.mostOpen();
  }

  @Override
  public void close() {
    server.close();
    certificate.ifPresent(SelfSigned::close);
  }
}
