package dev.reelport.faults;

import dev.reelport.testing.stack.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the resident memory of a service again and again (VmRSS, proc(5)), until closed. */
final class MemoryWatch implements AutoCloseable {

  private final Path status;
  private final List<Long> megabytes = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  MemoryWatch(ServiceProcess service) {
    status = Path.of("/proc/" + service.pid() + "/status");
    look();
    var unused = timer.scheduleAtFixedRate(this::look, 200, 200, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          megabytes.add(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024);
        }
      }
    } catch (IOException e) {
      // It has ended: there is nothing more to see.
      timer.shutdown();
    }
  }

  synchronized long atFirst() {
    return megabytes.get(0);
  }

  synchronized long most() {
    return megabytes.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
