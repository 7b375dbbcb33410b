package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.espalier.cli.SmallSweep;
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
    TinySweep here = TinySweep.in(folder);
    hdfs.copyFromLocalFile(hadoop(folder.resolve("data")), new Path("/data"));
    tiny = here.reading("idx:" + hdfs.getUri() + "/data");
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
    assertComplete(out);
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
    List<String> settled = awaitSettled(2, out, submission);

    cluster.drivers().forEach(Cluster::kill);

    Submission.Ended ended = submission.await();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(journal(out)).startsWith(settled.toArray(String[]::new)).doesNotHaveDuplicates();
    assertComplete(out);
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

  private static void assertComplete(Path out) throws IOException {
    java.nio.file.Path copy = folder.resolve(out.getName());
    hdfs.copyToLocalFile(out, hadoop(copy));
    assertThat(SmallSweep.rows(copy.resolve("results.csv"))).isEqualTo(results);
    assertThat(copy.resolve("_SUCCESS")).exists();
    assertThat(copy.resolve("checkpoints")).doesNotExist();
    assertThat(copy.resolve("report.html")).isNotEmptyFile();
    assertThat(hdfs.globStatus(new Path(out, "models/*/model.zip"))).isNotEmpty();
  }

  private static List<String> awaitSettled(int entries, Path out, Submission submission)
      throws IOException, InterruptedException {
    List<String> journal = journal(out);
    while (journal.size() < entries) {
      assertThat(submission.process().isAlive()).as("it is still at work").isTrue();
      TimeUnit.MILLISECONDS.sleep(200);
      journal = journal(out);
    }
    return journal;
  }

  /** Its whole lines; a driver may be writing the next one. */
  private static List<String> journal(Path out) throws IOException {
    Path journal = new Path(out, "journal.jsonl");
    if (!hdfs.exists(journal)) {
      return List.of();
    }
    try (FSDataInputStream file = hdfs.open(journal)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
  }

  private static Path hadoop(java.nio.file.Path path) {
    return new Path(path.toUri());
  }
}
