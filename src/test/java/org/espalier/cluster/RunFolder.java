package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.espalier.cli.SmallSweep;

/** A run's directory on any file system, as somebody sees it who looks on. */
record RunFolder(FileSystem files, Path path) {
  static RunFolder at(java.nio.file.Path folder) throws IOException {
    FileSystem local = FileSystem.getLocal(new Configuration(false)).getRaw();
    return new RunFolder(local, new Path(folder.toUri()));
  }

  /** The whole lines of a file, none while it is not there; a driver may be writing the next. */
  List<String> lines(String name) throws IOException {
    Path file = new Path(path, name);
    if (!files.exists(file)) {
      return List.of();
    }
    try (FSDataInputStream content = files.open(file)) {
      String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
  }

  List<String> journal() throws IOException {
    return lines("journal.jsonl");
  }

  /** Waits until so much is settled, and tells what is. */
  List<String> awaitJournal(int entries, Submission submission)
      throws IOException, InterruptedException {
    List<String> journal = journal();
    while (journal.size() < entries) {
      submission.assertAtWork();
      TimeUnit.MILLISECONDS.sleep(200);
      journal = journal();
    }
    return journal;
  }

  /** Waits until an event is told that has this in its line. */
  void awaitEvent(String word, Submission submission) throws IOException, InterruptedException {
    while (lines("events.jsonl").stream().noneMatch(line -> line.contains(word))) {
      submission.assertAtWork();
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  boolean has(String name) throws IOException {
    return files.exists(new Path(path, name));
  }

  /** Those of its results, without times and places. */
  List<String> rows() throws IOException {
    java.nio.file.Path table = Files.createTempFile("results", ".csv");
    try (FSDataInputStream content = files.open(new Path(path, "results.csv"))) {
      Files.write(table, content.readAllBytes());
      return SmallSweep.rows(table);
    } finally {
      Files.delete(table);
    }
  }

  /** Who submitted it comes to a good end, and with it the run. */
  void assertCompletedBy(Submission submission, List<String> results) throws IOException {
    Submission.Ended ended = submission.await();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertComplete(results);
  }

  /** The run is complete, and no trace is left of what happened to it on the way. */
  void assertComplete(List<String> results) throws IOException {
    assertThat(rows()).isEqualTo(results);
    assertThat(journal()).doesNotHaveDuplicates();
    assertThat(has("_SUCCESS")).isTrue();
    assertThat(has("report.html")).isTrue();
    assertThat(has("checkpoints")).isFalse();
    assertThat(files.globStatus(new Path(path, "models/*/model.zip"))).isNotEmpty();
  }
}
