package dev.reelport.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes down how the fault tests end, a line each, for the {@link FaultTable}. */
public final class FaultReport implements TestWatcher {

  /** One line a test: number, promise, outcome, name; with tabs between. */
  static final Path RESULTS = Path.of("target", "faults", "results.tsv");

  /** How a test ended. */
  enum Outcome {
    HELD("held"),
    NOT_HELD("NOT HELD"),
    NOT_RUN("not run");

    final String words;

    Outcome(String words) {
      this.words = words;
    }
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    write(context, Outcome.HELD);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    write(context, Outcome.NOT_HELD);
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    write(context, Outcome.NOT_RUN);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    write(context, Outcome.NOT_RUN);
  }

  private static synchronized void write(ExtensionContext context, Outcome outcome) {
    FaultTest test = context.getRequiredTestMethod().getAnnotation(FaultTest.class);
    String name =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    String line = test.number() + "\t" + test.promise() + "\t" + outcome + "\t" + name + "\n";
    try {
      Files.createDirectories(RESULTS.getParent());
      Files.writeString(RESULTS, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
