package dev.reelport.testing.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words of the demo. */
final class Story {

  private static final int BAR = 24;

  private final Terminal terminal;

  Story(Terminal terminal) {
    this.terminal = terminal;
  }

  void begins(boolean dev) {
    say("");
    say("  Reelport " + (dev ? "in dev mode" : "demo"));
    say("  ------------------------------------------------------------------------");
    say("  Starting what the service needs:");
  }

  void isUp(String what, String where, Duration time) {
    say(String.format(Locale.ROOT, "    %-12s %-44s %7s", what, where, Terminal.seconds(time)));
  }

  void isGiven(String what, String where) {
    say(String.format(Locale.ROOT, "    %-12s %-44s %7s", what, where, "yours"));
  }

  void remark(String text) {
    say("    " + text);
  }

  void serviceStarts(boolean dev) {
    say("  Starting the service" + (dev ? " from its sources (the first time is slow):" : ":"));
  }

  void sampleBegins(String target) {
    say("  Importing the channel " + target + ":");
  }

  void sampleChanges(ImportState state) {
    terminal.change("    " + bar(state) + " " + counts(state));
  }

  /**
   * Tells what the sample import came to.
   *
   * @param toFirst from the command to the first project; empty if there were only duplicates
   */
  void sampleEnded(
      ImportState state, List<SampleImport.Project> projects, Optional<Duration> toFirst) {
    say("    " + bar(state) + " " + counts(state));
    say(
        "    \"%s\": of %d videos %d became projects, %d were filtered, %d unavailable."
            .formatted(
                state.title(),
                state.discovered(),
                state.imported(),
                state.filtered(),
                state.unavailable()));
    say("    It cost " + state.unitsSpent() + " units of YouTube quota.");
    toFirst.ifPresent(
        time -> say("    From the command to the first project: " + Terminal.seconds(time) + "."));
    say("    The newest projects:");
    for (SampleImport.Project project : projects) {
      say("      " + project.url() + "  " + project.title());
    }
  }

  void noSample(String why) {
    say("  No sample channel is imported: " + why);
  }

  void whereThingsAre(StackView stack, String control, Path log) {
    say("");
    say("  Where things are");
    say("    Service      " + stack.app() + "  (health /q/health, OpenAPI /q/openapi)");
    say("    Its log      " + log);
    say(
        "    Database     %s  user %s password %s"
            .formatted(stack.database(), stack.databaseUser(), stack.databasePassword()));
    say("    Redis        " + stack.redis());
    say("    Kafka        " + stack.kafka());
    say("    YouTube      " + stack.youtube());
    say("    All as JSON  " + control + "/stack");
  }

  void whatToTry(StackView stack, String control, String channel, String another) {
    String authorized = "    curl -s -H \"Authorization: Bearer $TOKEN\" ";
    say("");
    say("  Try next, in another terminal");
    say("    # who you are, for an hour");
    say("    TOKEN=$(curl -s '" + control + "/token?user=ann')");
    say("    # import a channel over HTTP");
    say(authorized + "-H 'Content-Type: application/json' \\");
    say("      -d '{\"target\":\"" + channel + "\"}' " + stack.app() + "/v1/imports");
    say("    # another one over Kafka, as other services do; any Kafka client will do");
    say("    curl -s '" + control + "/requests?user=ann' \\");
    say(
        "      -d '{\"requestId\":\"my-first\",\"userId\":\"ann\",\"target\":\""
            + another
            + "\"}'");
    say("    # how far the imports are, what they made, and what that cost");
    say(authorized + stack.app() + "/v1/imports");
    say(authorized + "'" + stack.app() + "/v1/projects?limit=5'");
    say(authorized + stack.app() + "/v1/quota");
    say("");
    say("  Ctrl-C ends everything.");
  }

  void failed(String message) {
    say("");
    say("  The demo has failed. " + message);
  }

  void ends() {
    say("");
    say("  Ending every process of the demo ...");
  }

  void ended() {
    say("  Done.");
  }

  private static String bar(ImportState state) {
    int filled = state.discovered() == 0 ? 0 : BAR * state.done() / state.discovered();
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
  }

  private static String counts(ImportState state) {
    String waiting = state.status().equals("waiting") ? " (" + state.reason() + ")" : "";
    return "%s%s: %d of %d videos, %d projects, %d units"
        .formatted(
            state.status(),
            waiting,
            state.done(),
            state.discovered(),
            state.imported(),
            state.unitsSpent());
  }

  private void say(String line) {
    terminal.say(line);
  }
}
