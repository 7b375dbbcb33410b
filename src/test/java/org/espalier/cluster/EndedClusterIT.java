package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps that are ended, and runs that two drivers want: nothing trains on, nothing is lost. */
class EndedClusterIT {
  @TempDir private static Path folder;

  private static Cluster cluster;
  private static TinySweep sweep;
  private static List<String> results;

  @BeforeAll
  static void start() throws IOException {
    // Not on HDFS, which is the cluster's default.
    sweep = TinySweep.in(folder).lasting(4).reading("idx:" + folder.resolve("data").toUri());
    results = sweep.resultsOnThreads();
    cluster = Cluster.up("--workers", "2", "--yarn");
  }

  @AfterAll
  static void end() throws IOException {
    cluster.close();
  }

  /** Ctrl-C, and what a scheduler sends. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void cancelledDriverLeavesNobodyAtWork(String signal) throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("cancelled by " + signal));
    Submission submission = standalone(run);
    run.awaitJournal(3, submission);

    Cluster.signal(signal, submission.driver());

    assertThat(submission.await().code()).isEqualTo(signal.equals("INT") ? 130 : 143);
    cluster.awaitNoExecutors();
    assertThat(run.lines("status.json")).anyMatch(line -> line.contains("\"cancelled\""));
    run.assertCompletedBy(standalone(run), results);
  }

  /**
   * Where the driver is elsewhere, it does not end with the process that submitted it by itself.
   */
  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn"})
  void cancelledSubmissionLeavesNobodyAtWork(String manager)
      throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("submitted to " + manager));
    String master = manager.equals("yarn") ? manager : cluster.master();
    Submission submission = submittedTo(master, run);
    run.awaitJournal(3, submission);

    Cluster.signal("TERM", submission.process().toHandle());

    assertThat(submission.await().code()).isEqualTo(143);
    cluster.awaitNoExecutors();
    assertThat(cluster.drivers()).isEmpty();
    run.assertCompletedBy(submittedTo(master, run), results);
  }

  @Test
  void applicationKilledOnYarnLeavesNobodyAtWork() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("killed on YARN"));
    Submission submission = onYarn(run);
    run.awaitJournal(3, submission);

    yarn("application", "-kill", applicationOf(submission));

    assertThat(submission.await().code()).isNotZero();
    cluster.awaitNoExecutors();
    assertThat(cluster.drivers()).isEmpty();
    run.assertCompletedBy(onYarn(run), results);
  }

  @Test
  void secondDriverIsRefused() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("wanted twice"));
    Submission first = standalone(run);
    run.awaitJournal(2, first);

    Submission.Ended second = standalone(run).await();

    assertThat(second.code()).isEqualTo(2);
    assertThat(second.lastError()).contains("is being driven by process " + first.driver().pid());
    run.assertCompletedBy(first, results);
  }

  /** One that is not heard of for half a minute has lost its run, and notices when it wakes up. */
  @Test
  void secondDriverTakesOverFromOneThatSleeps() throws IOException, InterruptedException {
    RunFolder run = RunFolder.at(folder.resolve("taken over"));
    Submission first = standalone(run);
    run.awaitJournal(2, first);
    Cluster.signal("STOP", first.driver());

    // Not there: the sleeper's executors still have all cores.
    Submission second = cluster.submit(sweep.submission(run.path(), "--master", "local[2]"));
    run.awaitJournal(run.journal().size() + 3, second);
    Cluster.signal("CONT", first.driver());

    assertThat(first.await().code()).isEqualTo(1);
    assertThat(first.await().lastError()).contains("has taken over this run");
    run.assertCompletedBy(second, results);
  }

  private static Submission standalone(RunFolder run) throws IOException {
    return cluster.submit(sweep.submission(run.path(), "--master", cluster.master()));
  }

  private static Submission onYarn(RunFolder run) throws IOException {
    return submittedTo("yarn", run);
  }

  private static Submission submittedTo(String master, RunFolder run) throws IOException {
    return cluster.submit(
        sweep.submission(run.path(), "--master", master, "--deploy-mode", "cluster"));
  }

  private static String applicationOf(Submission submission) throws IOException {
    return java.nio.file.Files.readString(submission.err())
        .replaceAll("(?s).*?(application_\\d+_\\d+).*", "$1");
  }

  private static void yarn(String... words) throws IOException {
    Submission.Ended ended = cluster.yarn(words).await();
    assertThat(ended.code()).as(ended.err()).isZero();
  }
}
