package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 6 where files are out of reach, torn or elsewhere: results are those of a calm sweep. */
class FilesClusterIT {
  @TempDir private static java.nio.file.Path folder;

  private final Random random = new Random(7);
  private static Cluster cluster;
  private static FileSystem hdfs;
  private static TinySweep sweep;
  private static List<String> results;

  @BeforeAll
  static void start() throws IOException {
    cluster = Cluster.up("--workers", "2", "--hdfs", "--datanodes", "3");
    hdfs = cluster.hdfs();
    sweep = TinySweep.in(folder).lasting(4).onHdfs(hdfs);
    results = sweep.resultsOnThreads();
  }

  @AfterAll
  static void end() throws IOException {
    cluster.close();
  }

  /** Each block has two replicas, one of which may be there. */
  @Test
  void dataNodeGoes() throws IOException, InterruptedException {
    RunFolder run = onHdfs("data node");
    Submission submission = submit(run);
    run.awaitJournal(1 + random.nextInt(20), submission);

    Cluster.kill(cluster.daemon("datanode-" + (1 + random.nextInt(3))));

    run.assertCompletedBy(submission, results);
  }

  /** No block may be written for some seconds. */
  @Test
  void quotaIsReachedForAWhile() throws IOException, InterruptedException {
    RunFolder run = onHdfs("quota");
    Submission submission = submit(run);
    run.awaitJournal(1 + random.nextInt(20), submission);

    limit(run, 1);
    run.awaitEvent("tried-again", submission);
    limit(run, HdfsConstants.QUOTA_RESET);

    run.assertCompletedBy(submission, results);
    assertThat(run.lines("events.jsonl")).anyMatch(line -> line.contains("quota of /runs/quota"));
  }

  /** A disk that stays full ends the sweep, and nothing that it has is spoiled. */
  @Test
  void diskIsFull() throws IOException, InterruptedException {
    java.nio.file.Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk)).isZero();
    try {
      RunFolder run = RunFolder.at(disk.resolve("run"));
      Submission submission = submit(run);
      List<String> settled = run.awaitJournal(1 + random.nextInt(20), submission);

      fill(disk.resolve("filler"));
      Submission.Ended ended = submission.await();
      assertThat(ended.code()).as(ended.err()).isEqualTo(1);
      assertThat(ended.lastError()).contains("No space left");
      Files.delete(disk.resolve("filler"));

      run.assertCompletedBy(submit(run), results);
      assertThat(run.journal()).startsWith(settled.toArray(String[]::new));
    } finally {
      run("umount", disk);
    }
  }

  /** A copy is a run of its own, and goes on where it was copied; a line that was torn, too. */
  @Test
  void aCopyWithATornLineGoesOn() throws IOException, InterruptedException {
    RunFolder original = RunFolder.at(folder.resolve("original"));
    Submission submission = submit(original);
    original.awaitJournal(5 + random.nextInt(20), submission);
    submission.kill();

    java.nio.file.Path copy = folder.resolve("copy");
    FileUtil.copy(
        folder.resolve("original").toFile(),
        original.files(),
        new Path(copy.toUri()),
        false,
        original.files().getConf());
    List<String> settled = RunFolder.at(copy).journal();
    String torn = settled.get(0).substring(0, 20 + random.nextInt(20));
    Files.writeString(copy.resolve("journal.jsonl"), torn, StandardOpenOption.APPEND);
    FileUtil.fullyDelete(folder.resolve("original").toFile());

    RunFolder.at(copy).assertCompletedBy(submit(RunFolder.at(copy)), results);
    assertThat(RunFolder.at(copy).journal()).startsWith(settled.toArray(String[]::new));
  }

  private static RunFolder onHdfs(String name) {
    return new RunFolder(hdfs, new Path(hdfs.getUri() + "/runs/" + name.replace(' ', '-')));
  }

  private static Submission submit(RunFolder run) throws IOException {
    return cluster.submit(sweep.submission(run.path(), "--master", cluster.master()));
  }

  private static void limit(RunFolder run, long bytes) throws IOException {
    ((DistributedFileSystem) hdfs).setQuota(run.path(), HdfsConstants.QUOTA_DONT_SET, bytes);
  }

  private static void fill(java.nio.file.Path file) throws IOException {
    byte[] some = "x".repeat(4096).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(some);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static int run(Object... words) throws IOException {
    List<String> command = Arrays.stream(words).map(Object::toString).toList();
    return Submission.start(command, Map.of()).await().code();
  }
}
