package org.espalier.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.store.LineFormat.FORMAT;
import static org.espalier.store.LineFormat.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 6, the store's part: whatever a driver was told is settled outlives the driver. */
class JournalKillIT {
  private static final int KILLS = 6;

  @TempDir private Path temp;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void everySettledEntryOutlivesAKilledDriver() throws Exception {
    Random random = new Random(11);
    List<String> settled = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      settled.addAll(killedAfter(1 + random.nextInt(200), random.nextInt(20)));

      assertThat(RunDirectory.read(temp.toString(), new Configuration(), FORMAT).journal())
          .extracting(LineFormat::line)
          .as("after kill %d", kill)
          .containsAll(settled)
          .doesNotHaveDuplicates();
    }
    assertThat(settled).hasSizeGreaterThan(KILLS);
    try (RunDirectory directory = RunDirectory.open(temp.toString(), new Configuration(), FORMAT)) {
      assertThat(temp.toFile().list())
          .containsExactlyInAnyOrder(
              "driver.lease", "events.jsonl", "journal.jsonl", "results.csv");
      assertThat(directory.read("results.csv")).hasSize(Driver.RESULT_BYTES);
    }
  }

  /** What a driver says it settled, until it is killed some time after so many entries. */
  private List<String> killedAfter(int entries, int milliseconds) throws Exception {
    List<String> settled = new ArrayList<>();
    Process driver = start();
    try (BufferedReader out = driver.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        settled.add(line);
        if (settled.size() == entries) {
          Thread.sleep(milliseconds);
          // Not by the process itself, which would close the pipe with what it still holds.
          driver.toHandle().destroyForcibly();
        }
      }
    } finally {
      driver.destroyForcibly();
    }
    assertThat(driver.waitFor()).as("exit by SIGKILL").isEqualTo(128 + 9);
    return settled;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            Driver.class.getName(),
            temp.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Settles entries until it is killed, and says so of each once it is; writes files between. */
  static final class Driver {
    static final int RESULT_BYTES = 100_000;

    private Driver() {}

    public static void main(String[] arguments) {
      try (RunDirectory directory = RunDirectory.open(arguments[0], new Configuration(), FORMAT)) {
        for (int number = directory.journal().size(); ; number++) {
          directory.append(score(number));
          System.out.println(LineFormat.line(score(number)));
          System.out.flush();
          directory.write("results.csv", new byte[RESULT_BYTES]);
        }
      }
    }
  }
}
