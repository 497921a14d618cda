package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * How a command runs without root's rights, which PostgreSQL refuses to have: in a user namespace
 * where the root of this machine is nobody, or, where namespaces are forbidden (as in many
 * containers), as the user {@code nobody}.
 */
enum Privileges {
  KEPT(""),
  NAMESPACE("unshare -U"),
  NOBODY("setpriv --reuid=nobody --regid=65534 --clear-groups");

  private final String prefix;

  Privileges(String prefix) {
    this.prefix = prefix;
  }

  /** What this user needs on this machine. */
  static Privileges ofThisUser() {
    if (!isRoot()) {
      return KEPT;
    }
    return Shell.run("unshare -U true") == 0 ? NAMESPACE : NOBODY;
  }

  List<String> command(List<String> line) {
    if (this == KEPT) {
      return line;
    }
    List<String> command = new ArrayList<>(List.of(prefix.split(" ", -1)));
    command.addAll(line);
    return command;
  }

  /** Makes a folder such a command may write to. */
  void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      give(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a copy of a file that such a command may read, and nobody else. */
  void copySecret(Path file, Path copy) {
    try {
      Files.copy(file, copy);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      give(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void give(Path path) throws IOException {
    if (this == NOBODY) {
      Files.setOwner(
          path,
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
