package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DeadOwnerIT {

  @Test
  void aKilledOwnerLeavesNoServerAndNoFolder() throws Exception {
    // Given
    Holder holder = Holder.start();

    // When
    holder.kill();

    // Then
    holder.awaitNothingLeft();
  }

  @Test
  void theNextStartCleansUpWhenTheWatchdogWasKilledToo() throws Exception {
    // Given
    Holder holder = Holder.start();
    holder.watchdog().destroyForcibly();
    holder.watchdog().onExit().join();
    holder.kill();
    assertThat(holder.servers()).allMatch(ProcStat::isRunning);

    // When
    WorkFolder.create("next").close();

    // Then
    holder.awaitNothingLeft();
  }

  @Test
  void aProcessThatGotTheIdOfADeadOneIsLeftAlone() throws Exception {
    // Given
    Process bystander = new ProcessBuilder("sleep", "60").start();
    WorkFolder folder = WorkFolder.create("reuse");
    Files.writeString(folder.pidFile("old"), bystander.pid() + " 1 KILL\n");

    // When
    folder.close();

    // Then
    assertThat(folder.path()).doesNotExist();
    assertThat(bystander.isAlive()).isTrue();
    bystander.destroyForcibly();
  }

  /** A JVM that holds a stack, and the processes of that stack. */
  private record Holder(Process jvm, ProcessHandle watchdog, List<ProcStat> servers) {

    static Holder start() throws IOException {
      Process jvm =
          new ProcessBuilder(ClassPath.command(StackHolder.class))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<ProcStat> servers = servers(jvm.inputReader());
      List<Long> pids = servers.stream().map(ProcStat::pid).toList();
      ProcessHandle watchdog =
          jvm.children().filter(child -> !pids.contains(child.pid())).findFirst().orElseThrow();
      return new Holder(jvm, watchdog, servers);
    }

    void kill() {
      jvm.destroyForcibly().onExit().join();
    }

    void awaitNothingLeft() {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(servers).noneMatch(ProcStat::isRunning);
                assertThat(folders()).isEmpty();
              });
    }

    private List<Path> folders() throws IOException {
      try (Stream<Path> folders = Files.list(WorkFolder.base())) {
        String mine = "stack-" + jvm.pid() + "-";
        return folders.filter(path -> path.getFileName().toString().startsWith(mine)).toList();
      }
    }

    private static List<ProcStat> servers(BufferedReader output) throws IOException {
      String line = output.readLine();
      while (line != null && !line.startsWith("pids ")) {
        line = output.readLine();
      }
      assertThat(line).as("the line with the process ids").isNotNull();
      return Stream.of(line.substring("pids ".length()).split(" ", -1))
          .map(pid -> ProcStat.of(Long.parseLong(pid)).orElseThrow())
          .toList();
    }
  }
}
