package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.espalier.cli.SmallSweep.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a sweep while it runs: its front, its status, its metrics, its disk. */
class LookingOnIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private static Path spec;

  @BeforeAll
  static void writeSpec() throws IOException {
    spec = SmallSweep.in(folder).spec("");
  }

  @Test
  void frontStatusAndEventsOfARunUnderWay() throws IOException, InterruptedException {
    Path out = folder.resolve("under way");
    Process driver =
        SmallSweep.start(
            "",
            "sweep",
            spec,
            "--out",
            out,
            "--set",
            "search.retrain={policy: fine-tune, visits: 40}");
    try {
      await(driver, () -> events(out).stream().filter(event -> is("stands", event)).count() > 1);

      Ran table = SmallSweep.run("frontier", out);
      Ran json = SmallSweep.run("frontier", out, "--format", "json");
      JsonNode status = JSON.readTree(Files.readString(out.resolve("status.json")));
      assertThat(driver.isAlive()).as("the sweep is still under way").isTrue();

      assertThat(table.code()).as(table.err()).isZero();
      assertThat(table.out()).contains("accuracy").contains("dense");
      assertThat(json.code()).as(json.err()).isZero();
      assertThat(JSON.readTree(json.out()).get("members").size()).isPositive();
      assertThat(status.get("state").asText()).isEqualTo("running");
      assertThat(status.get("running").asInt()).isPositive();
      assertThat(status.get("done").asInt()).isBetween(1, status.get("stages").asInt() - 1);
    } finally {
      driver.destroyForcibly().waitFor();
    }
    List<JsonNode> events = events(out);
    assertThat(events)
        .anyMatch(event -> is("started", event))
        .anyMatch(event -> is("settled", event) && event.get("detail").asText().equals("done"));
    assertThat(events).extracting(event -> event.get("time").asText()).isSorted();
    assertThat(events)
        .filteredOn(event -> is("visited", event) || is("settled", event))
        .allSatisfy(event -> assertThat(event.at("/seconds/training").asDouble()).isPositive());
    assertThat(out.resolve("results.csv")).doesNotExist();
  }

  private static boolean is(String kind, JsonNode event) {
    return event.get("event").asText().equals(kind);
  }

  private static List<JsonNode> events(Path out) throws IOException {
    Path file = out.resolve("events.jsonl");
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  /** Every file is as large as was said at most, and so is what lies there together. */
  @Test
  void checkpointsStayBelowWhatThePlanSays() throws IOException, InterruptedException {
    Path out = folder.resolve("measured");
    Object[] options = {
      "--set", "search.target=0.9",
      "--set",
          "search.retrain=[{policy: fine-tune, visits: 3}, {policy: weight-rewinding, to-visit: 1}]",
      "--set", "search.controls=[from-scratch]",
      "--set", "finalists.epochs=2"
    };
    JsonNode plan = plan(options);
    long most = plan.get("checkpoint_bytes").asLong();
    long mostOfOne = most / plan.get("checkpoints").asLong();

    Process driver = sweep("", out, options);
    long seen = 0;
    long largest = 0;
    int number = 0;
    try {
      while (driver.isAlive()) {
        Map<Path, Long> sizes = sizes(out.resolve("checkpoints"));
        seen = Math.max(seen, sizes.values().stream().mapToLong(Long::longValue).sum());
        largest = Math.max(largest, sizes.values().stream().mapToLong(l -> l).max().orElse(0));
        number = Math.max(number, sizes.size());
        TimeUnit.MILLISECONDS.sleep(2);
      }
      assertThat(driver.waitFor()).isZero();
    } finally {
      driver.destroyForcibly().waitFor();
    }

    assertThat(largest).isBetween(mostOfOne * 9 / 10, mostOfOne);
    assertThat(number).isBetween(8, plan.get("checkpoints").asInt());
    assertThat(seen).isBetween(most / 20, most);
    Map<Path, Long> delivered = sizes(out.resolve("models"));
    delivered.keySet().removeIf(file -> !file.endsWith("model.zip"));
    assertThat(delivered.values().stream().mapToLong(Long::longValue).sum())
        .isBetween(1L, plan.get("delivered_bytes").asLong());
  }

  private static JsonNode plan(Object... options) throws IOException {
    List<Object> words = new ArrayList<>(List.of("plan", spec));
    words.addAll(List.of(options));
    Ran ran = SmallSweep.run(words.toArray());
    assertThat(ran.code()).as(ran.err()).isZero();
    return JSON.readTree(ran.lastLine());
  }

  private static Map<Path, Long> sizes(Path folder) throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sizes.put(file, Files.size(file));
        }
      } catch (UncheckedIOException | NoSuchFileException e) {
        // One was deleted meanwhile: what is left is looked at next time.
      }
    }
    return sizes;
  }

  /** The last that Spark's metrics system shows is what the run was. */
  @Test
  void sparkShowsHowASweepGoes() throws IOException, InterruptedException {
    Path out = folder.resolve("with metrics");
    Path metrics = Files.createDirectories(folder.resolve("metrics"));
    String sink = " -Dspark.metrics.conf.*.sink.csv.";
    Process driver =
        sweep(
            "-Dspark.metrics.namespace=test"
                + (sink + "class=org.apache.spark.metrics.sink.CsvSink")
                + (sink + "period=1")
                + (sink + "directory=" + metrics),
            out,
            "--set",
            "stop-early=mo-asha");
    assertThat(driver.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();

    JsonNode status = JSON.readTree(Files.readString(out.resolve("status.json")));
    for (String state : List.of("done", "failed", "skipped", "stopped", "running")) {
      assertThat(last(metrics, "stages." + state)).isEqualTo(status.get(state).asDouble());
    }
    assertThat(last(metrics, "stages.done")).isPositive();
    assertThat(last(metrics, "stages.waiting")).isZero();
    double seconds = 0;
    for (String phase :
        List.of("reading", "ranking", "removing", "training", "scoring", "writing")) {
      assertThat(last(metrics, "seconds." + phase)).as(phase).isPositive();
      seconds += last(metrics, "seconds." + phase);
    }
    assertThat(last(metrics, "seconds.rewinding")).isZero();
    assertThat(seconds).isBetween(0.5 * secondsOfRows(out), 1.001 * secondsOfRows(out) + 1);
    assertThat(last(metrics, "bytes.read")).isGreaterThan(1e6);
  }

  private static double last(Path metrics, String name) throws IOException {
    List<String> lines =
        Files.readAllLines(metrics.resolve("test.driver.espalier." + name + ".csv"));
    return Double.parseDouble(lines.get(lines.size() - 1).split(",", -1)[1]);
  }

  private static double secondsOfRows(Path out) throws IOException {
    List<List<String>> table = SmallSweep.table(out.resolve("results.csv"));
    int seconds = table.get(0).indexOf("seconds");
    return table.stream().skip(1).mapToDouble(row -> Double.parseDouble(row.get(seconds))).sum();
  }

  private static Process sweep(String javaOptions, Path out, Object... options) throws IOException {
    List<Object> words = new ArrayList<>(List.of("sweep", spec, "--out", out));
    words.addAll(List.of(options));
    return SmallSweep.start(javaOptions, words.toArray());
  }

  /** Something that may have come true. */
  private interface Hope {
    boolean isTrue() throws IOException;
  }

  private static void await(Process driver, Hope hope) throws IOException, InterruptedException {
    while (!hope.isTrue()) {
      assertThat(driver.isAlive()).as("the driver is still at work").isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
