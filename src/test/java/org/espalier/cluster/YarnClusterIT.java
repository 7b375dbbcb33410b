package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps on YARN: data, run and models are on HDFS, two replicas of each block. */
class YarnClusterIT {
  @TempDir private static java.nio.file.Path folder;

  private static Cluster cluster;
  private static FileSystem hdfs;
  private static TinySweep tiny;
  private static List<String> results;

  @BeforeAll
  static void start() throws IOException {
    cluster = Cluster.up("--workers", "2", "--hdfs", "--datanodes", "2", "--yarn");
    hdfs = cluster.hdfs();
    tiny = TinySweep.in(folder).onHdfs(hdfs);
    results = tiny.resultsOnThreads();
  }

  @AfterAll
  static void end() throws IOException {
    cluster.close();
  }

  /** Law 4, and the same files as anywhere else. */
  @Test
  void clientModeGivesTheSameResults() throws IOException {
    Path out = runAt("client");

    Submission.Ended ended = submit(out, "client").await();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.lastLine()).startsWith("{\"command\":\"sweep\"");
    run(out).assertComplete(results);
    for (FileStatus model : hdfs.globStatus(new Path(out, "models/*/model.zip"))) {
      assertThat(hdfs.getFileBlockLocations(model, 0, model.getLen())[0].getHosts()).hasSize(2);
    }
  }

  /** Laws 4 and 6: YARN starts a driver anew, and it goes on where the killed one was. */
  @Test
  void clusterModeGivesTheSameResultsThoughItsDriverIsKilled()
      throws IOException, InterruptedException {
    Path out = runAt("cluster");
    Submission submission = submit(out, "cluster");
    List<String> settled = run(out).awaitJournal(2, submission);

    cluster.drivers().forEach(Cluster::kill);

    Submission.Ended ended = submission.await();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(run(out).journal()).startsWith(settled.toArray(String[]::new));
    run(out).assertComplete(results);
  }

  /** Where the driver is elsewhere, its exit code and its last words come back all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"client", "cluster"})
  void whatIsWrongIsToldHere(String mode) throws IOException {
    TinySweep wrong = tiny.reading("idx:/nowhere");

    Submission.Ended ended =
        cluster
            .submit(
                wrong.submission(
                    runAt("wrong"),
                    "--master",
                    "yarn",
                    "--deploy-mode",
                    mode,
                    "--conf",
                    "spark.yarn.maxAppAttempts=1"))
            .await();

    assertThat(ended.code()).as(ended.err()).isEqualTo(2);
    assertThat(ended.lastError()).startsWith("espalier: ").contains(hdfs.getUri() + "/nowhere");
  }

  private static Submission submit(Path out, String mode) throws IOException {
    return cluster.submit(
        tiny.submission(out, "--master", "yarn", "--deploy-mode", mode, "--num-executors", "2"));
  }

  private static Path runAt(String name) {
    return new Path(hdfs.getUri() + "/runs/" + name);
  }

  private static RunFolder run(Path out) {
    return new RunFolder(hdfs, out);
  }
}
