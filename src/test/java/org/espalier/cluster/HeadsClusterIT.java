package org.espalier.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Law 6 where those go that hold a cluster together: the sweep's results are those of a calm one.
 */
class HeadsClusterIT {
  @TempDir private static Path folder;

  private final Random random = new Random(8);
  private static Cluster cluster;
  private static FileSystem hdfs;
  private static TinySweep sweep;
  private static List<String> results;

  @BeforeAll
  static void start() throws IOException {
    cluster = Cluster.up("--workers", "2", "--yarn");
    hdfs = cluster.hdfs();
    sweep = TinySweep.in(folder).lasting(4).onHdfs(hdfs);
    results = sweep.resultsOnThreads();
  }

  @AfterAll
  static void end() throws IOException {
    cluster.close();
  }

  /** Who has executors keeps them. */
  @Test
  void masterGoesForGood() throws IOException, InterruptedException {
    RunFolder run = onHdfs("master");
    Submission submission = submit(run, "--master", cluster.master());
    run.awaitJournal(1 + random.nextInt(20), submission);

    Cluster.kill(cluster.daemon("master"));

    run.assertCompletedBy(submission, results);
    cluster.start("master");
  }

  @ParameterizedTest
  @ValueSource(strings = {"namenode", "resourcemanager", "nodemanager-1"})
  void aDaemonOfFilesOrOfYarnGoesForAWhile(String daemon) throws IOException, InterruptedException {
    RunFolder run = onHdfs(daemon);
    Submission submission = submit(run, "--master", "yarn");
    run.awaitJournal(1 + random.nextInt(20), submission);

    Cluster.kill(cluster.daemon(daemon));
    TimeUnit.MILLISECONDS.sleep(random.nextInt(20_000));
    cluster.start(daemon);

    run.assertCompletedBy(submission, results);
  }

  private static RunFolder onHdfs(String name) {
    return new RunFolder(hdfs, new org.apache.hadoop.fs.Path(hdfs.getUri() + "/runs/" + name));
  }

  private static Submission submit(RunFolder run, String... options) throws IOException {
    return cluster.submit(sweep.submission(run.path(), options));
  }
}
