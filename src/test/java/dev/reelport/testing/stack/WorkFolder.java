package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A temporary folder and the processes that work in it, which both end with the JVM that owns them,
 * even when that is killed: a watchdog (a shell) waits for the end of a pipe only this JVM holds.
 * Should the watchdog be killed too, the next {@link #create} of the same person finds the folder,
 * whose name says whose it was, and cleans up.
 */
final class WorkFolder implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("[a-z]+-(\\d+)-(\\d+)-\\d+");
  private static final FileAttribute<Set<PosixFilePermission>> OTHERS_ONLY_PASS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x"));
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private static final Set<WorkFolder> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Process watchdog;

  private WorkFolder(Path path, Process watchdog) {
    this.path = path;
    this.watchdog = watchdog;
  }

  /** A new, empty folder, after what dead owners left behind was ended and deleted. */
  static WorkFolder create(String purpose) {
    endLeftovers();
    long pid = ProcessHandle.current().pid();
    long start = ProcStat.of(pid).orElseThrow().start();
    try {
      Path path = newFolder(purpose + "-" + pid + "-" + start + "-");
      Files.createDirectory(path.resolve("run"));
      WorkFolder folder = new WorkFolder(path, watchdog(path, Redirect.PIPE));
      OPEN.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder(String owner) throws IOException {
    while (true) {
      try {
        return Files.createDirectory(base().resolve(owner + COUNTER.incrementAndGet()));
      } catch (FileAlreadyExistsException taken) {
        // By this class of another class loader, which counts for itself: Quarkus' tests have one.
      }
    }
  }

  /**
   * The folder all work folders of this person are in; kept, for it also caches what is unpacked.
   */
  static Path base() {
    String person = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
    Path base = Path.of(System.getProperty("java.io.tmpdir"), "reelport-" + person);
    try {
      try {
        Files.createDirectory(base, OTHERS_ONLY_PASS);
      } catch (FileAlreadyExistsException e) {
        // The usual case: the folder stays when a stack ends.
      }
      // What lies in this folder is run and killed by number, so nobody else may have made it.
      if (!Files.getOwner(base, LinkOption.NOFOLLOW_LINKS)
          .equals(Files.getOwner(Path.of("/proc/self")))) {
        throw new IllegalStateException(base + " belongs to somebody else; remove it");
      }
      return base;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Closes every folder this JVM has open, also those of starts that have not come to their end.
   */
  static void closeAll() {
    OPEN.forEach(WorkFolder::close);
  }

  Path path() {
    return path;
  }

  /** Where the process of that name writes down what it is. */
  Path pidFile(String name) {
    return path.resolve("run").resolve(name + ".pid");
  }

  /** Ends what still runs in the folder and deletes it. */
  @Override
  public void close() {
    try {
      watchdog.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Shell.waitFor(watchdog);
    OPEN.remove(this);
  }

  private static void endLeftovers() {
    try (Stream<Path> folders = Files.list(base())) {
      for (Path folder : folders.filter(WorkFolder::isOrphan).toList()) {
        Shell.waitFor(watchdog(folder, Redirect.from(Path.of("/dev/null").toFile())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOrphan(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches()
        && !new ProcStat(Long.parseLong(name.group(1)), '?', Long.parseLong(name.group(2)))
            .isRunning();
  }

  private static Process watchdog(Path folder, Redirect input) throws IOException {
    return new ProcessBuilder(Shell.script("watchdog", List.of(folder.toString())))
        .redirectInput(input)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }
}
