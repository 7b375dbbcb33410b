package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A script of {@code jobs/} that is at work, as a user's shell would start it.
 *
 * @param process the script itself, or what it became
 */
public record Submission(Process process, Path out, Path err) {
  private static final long PATIENCE_MINUTES = 8;

  static Submission start(List<String> command, Map<String, String> environment)
      throws IOException {
    Path out = Files.createTempFile("espalier", ".out");
    Path err = Files.createTempFile("espalier", ".err");
    out.toFile().deleteOnExit();
    err.toFile().deleteOnExit();
    ProcessBuilder script =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    script.environment().putAll(environment);
    return new Submission(script.start(), out, err);
  }

  /** Waits for its end, for minutes and no longer. */
  public Ended await() throws IOException {
    try {
      process.onExit().orTimeout(PATIENCE_MINUTES, TimeUnit.MINUTES).join();
    } catch (CompletionException e) {
      kill();
      throw new AssertionError("it does not end; it said: " + Files.readString(err), e);
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  void assertAtWork() throws IOException {
    assertThat(process.isAlive())
        .as("is still at work, and not: %s", Files.readString(err))
        .isTrue();
  }

  /** The process in which Spark runs: in client mode the driver. */
  ProcessHandle driver() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(one -> one.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  /** Kills it with all that it started, at once: in client mode the driver too. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** What it printed, and how it ended. */
  public record Ended(int code, String out, String err) {
    public String lastLine() {
      return last(out);
    }

    public String lastError() {
      return last(err);
    }

    private static String last(String text) {
      return text.strip().lines().reduce("", (before, line) -> line);
    }
  }
}
