package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 8 with real processes: stages that exhaust their machine, or do not end. */
class StagesClusterIT {
  @TempDir private Path folder;

  private Cluster cluster;

  @AfterEach
  void end() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  /**
   * An executor that takes more than it may is killed, with both of its tasks, as a kernel, YARN
   * and Kubernetes do. Stages that need too much fail; all others have the results they would have.
   */
  @Test
  void stagesThatExhaustTheirExecutorFailAndTheirNeighboursLive() throws IOException {
    String modest = "visits: 1, batch: 64, learning-rate: 0.002";
    TinySweep sweep = onTheSample(retrain(modest, "visits: 1, batch: 9000, learning-rate: 0.0021"));
    List<String> calm = measured(onTheSample(retrain(modest)).resultsOnThreads(), "0.002)");
    cluster = Cluster.up("--workers", "1", "--cores", "2");
    RunFolder run = RunFolder.at(folder.resolve("exhausted"));

    try (MemoryLimit limit = MemoryLimit.of(1300, cluster::executors)) {
      Submission.Ended ended =
          cluster
              .submit(
                  sweep.submission(
                      run.path(), "--master", cluster.master(), "--executor-memory", "600m"))
              .await();

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(limit.killed()).isGreaterThanOrEqualTo(8);
    }
    assertThat(measured(run.rows(), "0.002)")).isEqualTo(calm);
    assertThat(run.rows())
        .filteredOn(row -> row.contains("rate 0.0021)") && row.contains(",failed,"))
        .hasSize(2)
        .allMatch(row -> row.contains("it was lost 8 times"));
  }

  /** Two that would go on for an hour have all cores, until their limit ends them. */
  @Test
  void stagesThatDoNotEndAreEndedByTheirLimitAndTheirThreadsAreFree() throws IOException {
    TinySweep sweep =
        TinySweep.in(folder)
            .with(retrain("visits: 2, learning-rate: 0.002", "visits: 4000, learning-rate: 0.0021"))
            .with("limits.failed-fraction=0.9", "finalists.count=0");
    List<String> calm =
        measured(
            sweep.with(retrain("visits: 2, learning-rate: 0.002")).resultsOnThreads(), "0.002)");
    cluster = Cluster.up("--workers", "2");
    RunFolder run = RunFolder.at(folder.resolve("endless"));

    Submission.Ended ended =
        cluster
            .submit(
                sweep
                    .with("limits.stage-minutes=0.4")
                    .submission(run.path(), "--master", cluster.master()))
            .await();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(measured(run.rows(), "0.002)")).isEqualTo(calm);
    assertThat(run.rows())
        .filteredOn(row -> row.contains("rate 0.0021)") && row.contains(",failed,"))
        .hasSize(2)
        .allMatch(row -> row.contains("ended after 0.4 minutes, limits.stage-minutes"));
  }

  /** Of which a mini-batch may be large. */
  private TinySweep onTheSample(String retrain) throws IOException {
    return TinySweep.in(folder)
        .with("data.source=fashion-mnist-sample", "data.shards=1", "finalists.count=0")
        .with("search.criterion=[l1, l2]", "search.granularity=channel", "search.target=0.3")
        .with("limits.failed-fraction=0.9", retrain);
  }

  private static String retrain(String... ways) {
    return Arrays.stream(ways)
        .map("{policy: fine-tune, %s}"::formatted)
        .collect(Collectors.joining(", ", "search.retrain=[", "]"));
  }

  /** What was measured of variants in whose row this stands; not how they stand to others. */
  private static List<String> measured(List<String> rows, String word) {
    return rows.stream()
        .filter(row -> row.contains(word))
        .map(row -> row.replaceAll(",(true|false),", ","))
        .toList();
  }
}
