package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.cli.SmallSweep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 4 on Spark's own cluster: where a sweep runs does not show in what comes of it. */
class StandaloneClusterIT {
  @TempDir private static Path folder;

  private static TinySweep tiny;

  @BeforeAll
  static void sweepOnThreads() throws IOException {
    tiny = TinySweep.in(folder);
  }

  @Test
  void embeddedSparkGivesTheSameResults() throws IOException {
    Path out = folder.resolve("embedded");

    SmallSweep.Ran ran = SmallSweep.run(tiny.words(out).toArray());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(SmallSweep.rows(out.resolve("results.csv"))).isEqualTo(tiny.results());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void workersGiveTheSameResults(int workers) throws IOException {
    Path out = folder.resolve(workers + " workers");
    try (Cluster cluster = Cluster.up("--workers", Integer.toString(workers))) {

      Submission.Ended ended =
          cluster.submit(tiny.submission(out, "--master", cluster.master())).await();

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.lastLine()).startsWith("{\"command\":\"sweep\"");
      assertThat(SmallSweep.rows(out.resolve("results.csv"))).isEqualTo(tiny.results());
    }
  }
}
