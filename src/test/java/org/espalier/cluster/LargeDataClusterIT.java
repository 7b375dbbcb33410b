package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.cli.SmallSweep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data set of 3 GB and executors of 1 GB each: what they cannot cache lies on their disks, and
 * nothing else shows.
 */
class LargeDataClusterIT {
  private static final int SHARDS = 16;
  private static final Pattern BLOCK =
      Pattern.compile(
          "\"Block ID\":\"(rdd_\\d+_\\d+)\".*\"Memory Size\":(\\d+),\"Disk Size\":(\\d+)");

  @TempDir private static Path folder;

  private static LargeSet data;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws IOException {
    data = LargeSet.in(folder);
    cluster = Cluster.up("--workers", "2");
  }

  @AfterAll
  static void end() throws IOException {
    cluster.close();
  }

  @Test
  void whatMemoryCannotHoldIsOnDisksAndResultsAreTheSame() throws IOException {
    Path spec = spec(SHARDS);
    Path out = folder.resolve("on the cluster");
    Path events = Files.createDirectory(folder.resolve("events"));

    Submission.Ended ended =
        submit(
            spec,
            out,
            "--conf",
            "spark.eventLog.enabled=true",
            "--conf",
            "spark.eventLog.dir=" + events.toUri(),
            "--conf",
            "spark.eventLog.logBlockUpdates.enabled=true");

    assertThat(ended.code()).as(ended.err()).isZero();
    Map<String, Long> onDisks = blocks(events, 3);
    assertThat(onDisks.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(500 << 20);
    assertThat(blocks(events, 2)).as("blocks in memory").isNotEmpty();
    assertThat(SmallSweep.rows(out.resolve("results.csv"))).isEqualTo(onThreads(spec));
  }

  @Test
  void shardsThatTasksCannotHoldAreRefusedBeforeAnythingRuns() throws IOException {
    Path out = folder.resolve("refused");

    Submission.Ended ended = submit(spec(4), out);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.lastError())
        .contains("645 MiB of shards")
        .contains("divide the data into 11 shards (data.shards), or more");
    assertThat(out).doesNotExist();
  }

  private static Submission.Ended submit(Path spec, Path out, String... options)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(spec.toString(), "--out", out.toString(), "--"));
    words.addAll(List.of("--master", cluster.master(), "--executor-memory", "1g"));
    words.addAll(List.of("--conf", "spark.ui.enabled=false"));
    words.addAll(List.of(options));
    return cluster.submit(words).await();
  }

  private static List<String> onThreads(Path spec) throws IOException {
    Path out = folder.resolve("on threads");
    SmallSweep.Ran ran = SmallSweep.run("sweep", spec, "--out", out, "--executor", "local");
    assertThat(ran.code()).as(ran.err()).isZero();
    return SmallSweep.rows(out.resolve("results.csv"));
  }

  /** Two rounds of four visits each, on shards of 161 MiB, and a finalist on all of them. */
  private static Path spec(int shards) throws IOException {
    return Files.writeString(
        folder.resolve("large.yaml"),
        """
        run: large
        model: {source: "%s"}
        data: {source: "idx:%s", validation: 0.1, shards: %d}
        search:
          criterion: l1
          granularity: [channel, weight]
          schedule: one-shot
          target: 0.5
          retrain: [{policy: fine-tune, visits: 4, learning-rate: 0.002}]
        finalists: {count: 1, epochs: 1, averaging: 60}
        """
            .formatted(data.model(), data.folder(), shards));
  }

  /**
   * The most that each block had where Spark counts it.
   *
   * @param group 2 for memory, 3 for disks
   */
  private static Map<String, Long> blocks(Path events, int group) throws IOException {
    Map<String, Long> most = new HashMap<>();
    for (String line : lines(events)) {
      Matcher block = BLOCK.matcher(line);
      if (block.find() && Long.parseLong(block.group(group)) > 0) {
        most.merge(block.group(1), Long.parseLong(block.group(group)), Math::max);
      }
    }
    return most;
  }

  private static List<String> lines(Path events) throws IOException {
    try (Stream<Path> files = Files.walk(events)) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    }
  }
}
