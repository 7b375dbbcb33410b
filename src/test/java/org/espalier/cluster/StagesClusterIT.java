package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 8 with real processes: stages that exhaust their machine, or do not end. */
class StagesClusterIT {
  private static final String GREEDY = "batch: 1500, learning-rate: 0.0021";
  private static final String MODEST = "batch: 16, learning-rate: 0.002";

  @TempDir private static Path folder;

  private Cluster cluster;

  @AfterEach
  void end() throws IOException {
    cluster.close();
  }

  /**
   * An executor that takes more than it may is killed, with both of its tasks, as a kernel, YARN
   * and Kubernetes do. Stages that need too much fail; all others have the results they would have.
   */
  @Test
  void stagesThatExhaustTheirExecutorFailAndTheirNeighboursLive() throws IOException {
    TinySweep sweep = both(MODEST, GREEDY);
    List<String> calm = measured(sweep.resultsOnThreads(), rate(MODEST));
    cluster = Cluster.up("--workers", "1", "--cores", "2");
    RunFolder run = RunFolder.at(folder.resolve("exhausted"));

    try (MemoryLimit limit = MemoryLimit.of(1100, cluster::executors)) {
      Submission.Ended ended =
          cluster
              .submit(
                  sweep.submission(
                      run.path(), "--master", cluster.master(), "--executor-memory", "600m"))
              .await();

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(limit.killed()).isPositive();
    }
    assertThat(measured(run.rows(), rate(MODEST))).isEqualTo(calm);
    assertThat(run.rows())
        .filteredOn(row -> row.contains(rate(GREEDY)))
        .isNotEmpty()
        .allMatch(row -> row.contains(",failed,") || row.contains(",skipped,"))
        .anyMatch(row -> row.contains("it was lost 8 times"));
  }

  /** A process that stands still answers nobody; what it was at ends by its limit all the same. */
  @Test
  void stageThatHangsEndsByItsLimitAndTheOthersGoOn() throws IOException, InterruptedException {
    TinySweep sweep = TinySweep.in(folder).lasting(4).with("limits.stage-minutes=0.25");
    List<String> calm = sweep.resultsOnThreads();
    cluster = Cluster.up("--workers", "2");
    RunFolder run = RunFolder.at(folder.resolve("hung"));
    Submission submission =
        cluster.submit(
            sweep
                .with("limits.failed-fraction=0.9")
                .submission(run.path(), "--master", cluster.master()));
    run.awaitJournal(6, submission);

    Cluster.signal("STOP", cluster.executors().get(0));

    Submission.Ended ended = submission.await();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(run.rows())
        .filteredOn(row -> row.contains(",failed,"))
        .isNotEmpty()
        .allMatch(row -> row.contains("limits.stage-minutes"));
    assertThat(measured(run.rows(), "fine-tune"))
        .filteredOn(row -> row.contains(",done,") && row.contains(",round,"))
        .hasSizeGreaterThan(6)
        .isSubsetOf(measured(calm, "fine-tune"));
    cluster.awaitNoExecutors();
  }

  /** The shipped sample, of which a mini-batch may be large, on one shard. */
  private static TinySweep both(String one, String other) throws IOException {
    String retrain = "{policy: fine-tune, visits: 2, %s}";
    return TinySweep.in(folder)
        .with(
            "data.source=fashion-mnist-sample",
            "data.shards=1",
            "search.target=0.4",
            "search.schedule=[{type: linear, step: 0.2}]",
            "search.retrain=[%s, %s]".formatted(retrain.formatted(one), retrain.formatted(other)),
            "finalists.count=0",
            "limits.failed-fraction=0.9");
  }

  private static String rate(String retrain) {
    return retrain.replaceAll(".*learning-rate: ", "rate ") + ")";
  }

  /** What was measured of the variants that were retrained so; not how they stand to others. */
  private static List<String> measured(List<String> rows, String retrain) {
    return rows.stream()
        .filter(row -> row.contains(retrain))
        .map(row -> row.replaceAll(",(true|false),", ","))
        .toList();
  }
}
