package dev.reelport.testing.demo;

import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.Ports;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.stack.Tokens;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One run of the demo, from its start to the end of everything it started. */
final class DemoRun implements AutoCloseable {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final String SAMPLE = "@reelport-sample";
  private static final List<String> SIMULATED_CHANNELS = List.of("@demo-500", "@demo-60");
  private static final List<String> REAL_CHANNELS = List.of("@YouTube", "@GoogleDevelopers");
  private static final String SAMPLE_USER = "demo";
  private static final int SAMPLE_PROJECTS = 3;
  private static final Duration SAMPLE_LIMIT = Duration.ofMinutes(3);
  private static final int YOUTUBE_PORT = 8082;

  private final Story story;
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private volatile boolean ending;
  private ServiceProcess service;

  DemoRun(Story story) {
    this.story = story;
  }

  /** Starts everything, imports the sample and says what to try. */
  void start(DemoSettings settings) {
    story.begins(settings.dev());
    DevStack.Builder builder =
        DevStack.fromEnvironment(settings.environment()).usualPorts(story::remark);
    Tokens tokens = new Tokens(CLOCK);
    Optional<Tokens> signer = builder.signsTokens() ? Optional.of(tokens) : Optional.empty();
    DemoControl control =
        DemoControl.start(
            Ports.freeOr(settings.controlPort(), "the demo's control", story::remark), signer);
    atEnd(control::close);

    boolean simulated = !builder.isSet("YOUTUBE_API_URL");
    if (simulated) {
      builder.youtube(simulator());
    }
    DevStack stack = builder.tokens(tokens).start();
    atEnd(stack::close);
    tellOf(stack);

    startService(settings, stack.environment());
    if (!simulated) {
      story.noSample("YOUTUBE_API_URL is set, and what is asked there is yours to decide.");
    } else if (signer.isEmpty()) {
      story.noSample("JWT_PUBLIC_KEY or OIDC_ISSUER is set, so the demo cannot sign its request.");
    } else {
      importSample(tokens.token(SAMPLE_USER));
    }

    StackView view = StackView.of(service.uri().toString(), stack.environment(), stack.inspector());
    control.ready(view, new RequestTopic(view.kafka()));
    story.whereThingsAre(view, control.url(), service.log());
    List<String> channels = simulated ? SIMULATED_CHANNELS : REAL_CHANNELS;
    story.whatToTry(view, control.url(), channels.get(0), channels.get(1));
  }

  /** Waits until the service ends by itself, which it should not. */
  void awaitFailure() {
    int code = service.onExit().join();
    throw new DemoFailedException(
        "The service has ended with code %d. Its log is %s".formatted(code, service.log()));
  }

  /** Whether the end has begun. */
  boolean isEnding() {
    return ending;
  }

  /** Ends everything that was started, the last first, and what is still starting. */
  @Override
  public void close() {
    ending = true;
    synchronized (ends) {
      while (!ends.isEmpty()) {
        ends.pop().run();
      }
    }
    DevStack.endAll();
  }

  private void atEnd(Runnable by) {
    synchronized (ends) {
      ends.push(by);
    }
  }

  private URI simulator() {
    YouTubeSimulator youtube =
        YouTubeSimulator.start(Ports.freeOr(YOUTUBE_PORT, "YouTube's stand-in", story::remark));
    atEnd(youtube::close);
    return youtube.uri();
  }

  private void tellOf(DevStack stack) {
    Map<String, String> environment = stack.environment();
    tellOf(stack, "PostgreSQL", environment.get("DATABASE_URL"));
    tellOf(stack, "Redis", environment.get("REDIS_URL"));
    tellOf(stack, "Kafka", environment.get("KAFKA_BOOTSTRAP_SERVERS"));
    story.remark("YouTube      " + environment.get("YOUTUBE_API_URL"));
  }

  private void tellOf(DevStack stack, String name, String where) {
    Duration time = stack.startTimes().get(name);
    if (time == null) {
      story.isGiven(name, where);
    } else {
      story.isUp(name, where, time);
    }
  }

  private void startService(DemoSettings settings, Map<String, String> stack) {
    Map<String, String> environment = new HashMap<>(stack);
    int port = Ports.freeOr(settings.httpPort(), "the service", story::remark);
    environment.put("HTTP_PORT", String.valueOf(port));
    environment.putIfAbsent("PUBLIC_URL", "http://127.0.0.1:" + port);
    environment.putIfAbsent("TOKEN_ENCRYPTION_KEYS", "demo:" + newKey());
    story.serviceStarts(settings.dev());
    long began = System.nanoTime();
    service =
        settings.dev()
            ? ServiceProcess.startInDevMode(environment)
            : ServiceProcess.start(environment);
    atEnd(service::close);
    story.isUp("Reelport", service.uri().toString(), since(began));
  }

  /** As good for one run as its database. */
  private static String newKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private void importSample(String token) {
    story.sampleBegins(SAMPLE);
    AtomicReference<Instant> firstProject = new AtomicReference<>();
    SampleImport sample = new SampleImport(service.uri(), token);
    ImportState end =
        sample.run(
            SAMPLE,
            SAMPLE_LIMIT,
            state -> {
              if (state.imported() > 0) {
                firstProject.compareAndSet(null, CLOCK.instant());
              }
              story.sampleChanges(state);
            });
    // This process is the one the command started.
    Instant command = ProcessHandle.current().info().startInstant().orElseThrow();
    Optional<Duration> toFirst =
        Optional.ofNullable(firstProject.get()).map(first -> Duration.between(command, first));
    story.sampleEnded(end, sample.projects(SAMPLE_PROJECTS), toFirst);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
