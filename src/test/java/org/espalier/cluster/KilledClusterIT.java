package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 6 with real processes: {@code kill -9} at ten moments of one sweep, and its results are those
 * of a sweep that nobody disturbed.
 */
class KilledClusterIT {
  private static final int KILLS = 10;

  /** Lines of a tiny sweep's journal before its finalists: two visits of a stage are two. */
  private static final int SEARCHED = 2 + 4 * 2;

  @TempDir private static Path folder;

  private final Random random = new Random(6);
  private static Cluster cluster;
  private static TinySweep sweep;
  private static List<String> results;

  @BeforeAll
  static void start() throws IOException {
    sweep = TinySweep.in(folder).lasting(20);
    results = sweep.resultsOnThreads();
    cluster = Cluster.up("--workers", "2");
  }

  @AfterAll
  static void end() throws IOException {
    cluster.close();
  }

  @Test
  void executorsAreKilled() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("executors"));
    Submission submission = submit(run);
    run.awaitJournal(1, submission);

    for (int kill = 0; kill < KILLS; kill++) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(4000));
      Cluster.kill(anyOf(awaitExecutors(submission)));
    }

    run.assertCompletedBy(submission, results);
    assertThat(run.lines("events.jsonl")).anyMatch(event -> event.contains("tried-again"));
  }

  /** Each has the replica of a shard, which Spark has made again by another. */
  @Test
  void executorsAreKilledWhileFinalistsAreTrained() throws IOException, InterruptedException {
    TinySweep trained =
        TinySweep.in(Files.createDirectory(folder.resolve("trained"))).with("finalists.epochs=20");
    List<String> expected = trained.resultsOnThreads();
    RunFolder run = RunFolder.at(folder.resolve("finalists"));
    Submission submission =
        cluster.submit(trained.submission(run.path(), "--master", cluster.master()));

    for (int kill = 0; kill < 3; kill++) {
      run.awaitJournal(SEARCHED + 1 + 10 * kill, submission);
      Cluster.kill(anyOf(awaitExecutors(submission)));
    }

    run.assertCompletedBy(submission, expected);
  }

  /** A worker's executor goes with it, and the worker is started anew, as a service would be. */
  @Test
  void workersAreKilled() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("workers"));
    Submission submission = submit(run);
    run.awaitJournal(1, submission);

    for (int kill = 0; kill < KILLS; kill++) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(4000));
      submission.assertAtWork();
      String worker = "worker-" + (1 + random.nextInt(2));
      Cluster.kill(cluster.daemon(worker));
      cluster.start(worker);
    }

    run.assertCompletedBy(submission, results);
    assertThat(run.lines("events.jsonl")).anyMatch(event -> event.contains("tried-again"));
  }

  /** Executors live on, and can do nothing any more. */
  @Test
  void localDirectoriesAreRemoved() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("directories"));
    Submission submission = submit(run);
    run.awaitJournal(1 + random.nextInt(20), submission);

    cluster.removeLocalDirectories();

    run.assertCompletedBy(submission, results);
  }

  /** One that stands still answers nobody, and is given up, here sooner than after two minutes. */
  @Test
  void executorStandsStill() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("still"));
    Submission submission =
        submit(
            run,
            "--conf",
            "spark.network.timeout=45s",
            "--conf",
            "spark.network.timeoutInterval=15s");
    run.awaitJournal(1 + random.nextInt(20), submission);

    Cluster.signal("STOP", anyOf(awaitExecutors(submission)));

    run.assertCompletedBy(submission, results);
  }

  /**
   * The same command goes on each time, and what was settled before stays as it is. Some drivers
   * are killed while they start, others when they have settled something.
   */
  @Test
  void driverIsKilled() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("driver"));
    List<String> settled = List.of();

    for (int kill = 0; kill < KILLS; kill++) {
      Submission submission = submit(run);
      run.awaitJournal(settled.size() + random.nextInt(3), submission);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(4000));
      submission.assertAtWork();
      submission.kill();
      List<String> journal = run.journal();
      assertThat(journal.subList(0, settled.size())).isEqualTo(settled);
      settled = journal;
      cluster.awaitNoExecutors();
    }

    assertThat(settled).isNotEmpty();
    run.assertCompletedBy(submit(run), results);
    assertThat(run.journal()).startsWith(settled.toArray(String[]::new));
  }

  private static Submission submit(RunFolder run, String... more) throws IOException {
    return cluster.submit(
        sweep.submission(
            run.path(),
            Stream.concat(Stream.of("--master", cluster.master()), Stream.of(more))
                .toArray(String[]::new)));
  }

  private static List<ProcessHandle> awaitExecutors(Submission submission)
      throws IOException, InterruptedException {
    List<ProcessHandle> executors = cluster.executors();
    while (executors.isEmpty()) {
      submission.assertAtWork();
      TimeUnit.MILLISECONDS.sleep(100);
      executors = cluster.executors();
    }
    return executors;
  }

  private ProcessHandle anyOf(List<ProcessHandle> processes) {
    return processes.get(random.nextInt(processes.size()));
  }
}
