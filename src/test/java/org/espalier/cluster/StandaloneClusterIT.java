package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.espalier.cli.SmallSweep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Law 4 on Spark's own cluster: where a sweep runs does not show in what comes of it. */
class StandaloneClusterIT {
  @TempDir private static Path folder;

  private static TinySweep tiny;
  private static List<String> results;

  @BeforeAll
  static void sweepOnThreads() throws IOException {
    tiny = TinySweep.in(folder);
    results = tiny.resultsOnThreads();
  }

  @Test
  void embeddedSparkGivesTheSameResults() throws IOException {
    Path out = folder.resolve("embedded");

    SmallSweep.Ran ran = SmallSweep.run(tiny.words(out).toArray());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(SmallSweep.rows(out.resolve("results.csv"))).isEqualTo(results);
  }

  /** In cluster mode one of the workers has the driver, and the others have executors. */
  @ParameterizedTest
  @CsvSource({"2, client", "3, client", "3, cluster"})
  void workersGiveTheSameResults(int workers, String mode) throws IOException {
    Path out = folder.resolve(workers + " workers, " + mode);
    try (Cluster cluster = Cluster.up("--workers", Integer.toString(workers))) {

      Submission.Ended ended =
          cluster
              .submit(tiny.submission(out, "--master", cluster.master(), "--deploy-mode", mode))
              .await();

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(SmallSweep.rows(out.resolve("results.csv"))).isEqualTo(results);
      assertThat(out.resolve("_SUCCESS")).exists();
    }
  }
}
