package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.cli.SmallSweep.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole sweeps through the command line: laws 4, 6, 8 and 9. */
class SweepIT {
  @TempDir private static Path folder;

  private static SmallSweep small;
  private static Path spec;
  private static Path undisturbed;

  @BeforeAll
  static void sweepUndisturbed() throws IOException {
    small = SmallSweep.in(folder);
    spec = small.spec("");
    undisturbed = folder.resolve("undisturbed");
    Ran ran = SmallSweep.run("sweep", spec, "--out", undisturbed);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.lastLine()).startsWith("{\"command\":\"sweep\"").contains("\"variants\":14");
  }

  @Test
  void runDirectoryHoldsAllThatIsPromised() throws IOException {
    assertThat(undisturbed)
        .isDirectoryContaining("glob:**/sweep.yaml")
        .isDirectoryContaining("glob:**/journal.jsonl")
        .isDirectoryContaining("glob:**/results.csv")
        .isDirectoryContaining("glob:**/frontier.csv")
        .isDirectoryContaining("glob:**/frontier.json")
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/status.json")
        .isDirectoryContaining("glob:**/_SUCCESS");
    assertThat(undisturbed.resolve("results.parquet/part-00000.parquet")).isNotEmptyFile();
    List<String> frontier = SmallSweep.rows(undisturbed.resolve("frontier.csv"));
    assertThat(frontier.size()).isGreaterThan(1);
    for (String row : frontier.subList(1, frontier.size())) {
      Path model = undisturbed.resolve("models").resolve(row.substring(0, row.indexOf(',')));
      assertThat(model.resolve("model.zip")).isNotEmptyFile();
      assertThat(model.resolve("card.json")).isNotEmptyFile();
    }
    assertThat(undisturbed.resolve("checkpoints")).doesNotExist();
  }

  /** Law 9: what a number was made with stands beside it. */
  @Test
  void environmentIsRecorded() throws IOException {
    assertThat(Files.readString(undisturbed.resolve("environment.json")))
        .contains("\"espalier\"", "\"code_sha256\"", "\"data_sha256\"", "\"java\"", "\"spark\"")
        .contains("\"nd4j\"", "\"native_threads\"", "\"cpu\"", "\"onednn\" : true");
    assertThat(Files.readString(undisturbed.resolve("sweep.yaml"))).contains("seed");
  }

  /** Law 4: the executor, the number of tasks at once and their order leave no trace. */
  @ParameterizedTest
  @ValueSource(strings = {"local", "local[1]", "local[3]"})
  void everyExecutorGivesTheSameBits(String executor) throws IOException {
    Path out = folder.resolve("on " + executor);
    Ran ran =
        executor.equals("local")
            ? SmallSweep.run("sweep", spec, "--out", out, "--executor", "local")
            : SmallSweep.run("sweep", spec, "--out", out, "--master", executor);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertSameResults(out, undisturbed);
    for (Path model : models(undisturbed)) {
      assertThat(out.resolve(undisturbed.relativize(model))).hasSameBinaryContentAs(model);
    }
  }

  /** Law 6: killed at some moment, then run again, it ends with the results it would have had. */
  @ParameterizedTest
  @ValueSource(ints = {4, 13})
  void killedDriverResumes(int settledWhenKilled) throws IOException, InterruptedException {
    endAndResume(settledWhenKilled, Process::destroyForcibly, undisturbed);
  }

  /** The same where the last lines are lost as well, and with them why models were let go. */
  @Test
  void aJournalThatHasLostItsLastLinesResumes() throws IOException, InterruptedException {
    Path out = folder.resolve("cut off");
    Process driver = driver(out);
    try {
      awaitSettled(15, out, driver);
    } finally {
      driver.destroyForcibly().waitFor();
    }
    List<String> journal = journal(out);
    String kept = String.join("\n", journal.subList(0, journal.size() - 4));
    Files.writeString(out.resolve("journal.jsonl"), kept + "\n{\"entry\":\"vari");

    Ran ran = sweep(out);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertSameResults(out, undisturbed);
  }

  /**
   * The same where it was asked to end, by Ctrl-C or a scheduler: what it left undone is no
   * failure.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void terminatedDriverResumes(int settledWhenKilled) throws IOException, InterruptedException {
    endAndResume(
        settledWhenKilled,
        driver -> {
          driver.destroy();
          return driver;
        },
        undisturbed);
  }

  /** Ctrl-C: nobody has to wait for it, or to guess what became of it. */
  @Test
  void terminatedDriverPutsItsThingsInOrder() throws IOException, InterruptedException {
    Path out = folder.resolve("terminated");
    Process driver = driver(out);
    awaitSettled(3, out, driver);
    assertThat(out.resolve("driver.lease")).exists();

    driver.destroy();

    assertThat(driver.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(driver.exitValue()).isEqualTo(128 + 15);
    assertThat(out.resolve("status.json")).content().contains("\"state\" : \"cancelled\"");
    assertThat(out.resolve("driver.lease")).doesNotExist();
    assertThat(Files.readAllLines(out.resolve("events.jsonl")))
        .last()
        .asString()
        .contains("\"cancelled\"");
  }

  /** Two notebooks, or a scheduler that tries again while the first still runs. */
  @Test
  void aSecondDriverIsRefusedAndTheFirstGoesOn() throws IOException, InterruptedException {
    Path out = folder.resolve("shared");
    Process first = driver(out);
    try {
      awaitSettled(2, out, first);
      Ran second = sweep(out);
      assertThat(second.code()).isEqualTo(ExitCode.USAGE);
      assertThat(second.lastError()).contains("is being driven by process " + first.pid());
      assertThat(first.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
      assertThat(first.exitValue()).isZero();
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertSameResults(out, undisturbed);
  }

  /**
   * Laws 4 and 6 where the dense model's training is stopped on the way for candidates that go back
   * there, and goes on with a penalty for others; the dense model itself is the same as ever.
   */
  @Test
  void killedDriverResumesRewindingAndSparseTraining() throws IOException, InterruptedException {
    String[] policies = {
      "--set", "search.criterion=l1",
      "--set", "search.target=0.6",
      "--set", "search.sparse-training=[none, {type: group-l2, visits: 1}]",
      "--set",
          "search.retrain=[{policy: weight-rewinding, to-visit: 1}, "
              + "{policy: learning-rate-rewinding, visits: 1}]"
    };
    Path calm = calm("calm", policies);
    assertThat(journal(calm)).filteredOn(line -> line.contains("\"early\"")).hasSize(1);
    List<String> rows = SmallSweep.rows(calm.resolve("results.csv"));
    assertThat(rows).noneMatch(row -> row.contains("early"));
    assertThat(rows).filteredOn(row -> row.contains(",sparse,")).hasSize(1);
    assertThat(rows).filteredOn(row -> row.contains("),round,")).hasSize(16);
    assertThat(measuredOf(rows.get(1)))
        .isEqualTo(measuredOf(SmallSweep.rows(undisturbed.resolve("results.csv")).get(1)));

    int settledWithTheEarlyState = 1;
    endAndResume(settledWithTheEarlyState, Process::destroyForcibly, calm, policies);
  }

  /**
   * Laws 4 and 6 where rounds depend on what was measured before them, some of it by two drivers.
   */
  @Test
  void killedDriverMeasuresNoSensitivityTwice() throws IOException, InterruptedException {
    String[] order = {
      "--set", "search.criterion=l1",
      "--set", "search.granularity=channel",
      "--set", "search.target=0.6",
      "--set", "search.order=least-sensitive-first"
    };
    Path calm = calm("calm order", order);

    int inTheMidstOfMeasuring = 8;
    Path out = endAndResume(inTheMidstOfMeasuring, Process::destroyForcibly, calm, order);

    assertThat(journal(out)).filteredOn(line -> line.contains("\"sensitivity\"")).hasSize(27);
    assertThat(out.resolve("sensitivity.csv"))
        .hasSameBinaryContentAs(calm.resolve("sensitivity.csv"));
  }

  /** The same with controls beside the search, while these are under way. */
  @Test
  void killedDriverResumesControls() throws IOException, InterruptedException {
    String[] controls = {
      "--set", "search.criterion=l1",
      "--set", "search.target=0.6",
      "--set", "search.controls=[random, from-scratch]"
    };
    Path calm = calm("controlled", controls);
    List<String> rows = SmallSweep.rows(calm.resolve("results.csv"));
    assertThat(rows).filteredOn(row -> row.endsWith(",from-scratch")).hasSize(2);
    assertThat(rows).filteredOn(row -> row.endsWith(",random")).hasSize(4);

    int inTheMidstOfControls = 9;
    endAndResume(inTheMidstOfControls, Process::destroyForcibly, calm, controls);
  }

  /**
   * The same where candidates are drawn, and where they depend on what came of those before; with
   * and without Spark.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"{type: random, samples: 7}", "{type: nsga2, population: 3, generations: 3}"})
  void killedDriverResumesTheSameSearch(String strategy) throws IOException, InterruptedException {
    String[] search = {
      "--set", "search.strategy=" + strategy,
      "--set", "search.target=[0.6, {uniform: [0.3, 0.9]}]",
      "--set",
          "search.retrain={policy: fine-tune, visits: 1, learning-rate: {log-uniform: [0.001, 0.01]}}"
    };
    Path calm = calm("calm " + strategy.substring(7, 11), search);
    assertThat(ends(calm)).isEqualTo(strategy.contains("random") ? 7 : 9);

    int inTheMidst = journal(calm).size() / 2;
    endAndResume(inTheMidst, Process::destroyForcibly, calm, search);
  }

  /** How many candidates were tried: each shows in the row of its last round, if in no other. */
  private static long ends(Path run) throws IOException {
    List<List<String>> table = SmallSweep.table(run.resolve("results.csv"));
    int target = table.get(0).indexOf("target");
    int sparsity = table.get(0).indexOf("sparsity");
    int kind = table.get(0).indexOf("kind");
    return table.stream()
        .filter(row -> row.get(kind).equals("round") && row.get(target).equals(row.get(sparsity)))
        .count();
  }

  /** Laws 4 and 6 where paths are given up: by the results that the journal has, and no others. */
  @Test
  void killedDriverResumesEarlyStopping() throws IOException, InterruptedException {
    String[] stopping = {
      "--set", "search.criterion=[l1, l2, random]",
      "--set", "search.target=0.9",
      "--set", "stop-early={type: mo-asha, eta: 2, grace-rounds: 1}"
    };
    Path calm = calm("stopped early", stopping);
    int paths = 6;
    List<String> stopped = stopped(calm);
    assertThat(stopped).hasSizeBetween(1, paths - 1);
    Matcher spared =
        Pattern.compile("\"stopped\" : (\\d+),")
            .matcher(Files.readString(calm.resolve("status.json")));
    assertThat(spared.find()).isTrue();
    int notRun = Integer.parseInt(spared.group(1));
    assertThat(notRun).isBetween(stopped.size(), 2 * stopped.size());
    // The rows are those of rounds, the dense model and the header.
    assertThat(SmallSweep.rows(calm.resolve("results.csv")))
        .filteredOn(row -> !row.contains(",finalist,"))
        .hasSize(2 + 3 * paths - notRun);

    int someOfTheRungSettled = 5;
    Path out = endAndResume(someOfTheRungSettled, Process::destroyForcibly, calm, stopping);

    assertThat(stopped(out)).isEqualTo(stopped);
  }

  private static List<String> stopped(Path run) throws IOException {
    return journal(run).stream().filter(line -> line.contains("\"stopped\"")).sorted().toList();
  }

  /** A row up to the cell that says how large its file is. */
  private static List<String> measuredOf(String row) {
    return List.of(row.split(",", -1)).subList(0, 19);
  }

  private static Path endAndResume(
      int settledWhenEnded, UnaryOperator<Process> end, Path calm, String... options)
      throws IOException, InterruptedException {
    Path out = Files.createTempDirectory(folder, "ended").resolve("run");
    Process driver = driver(out, options);
    try {
      awaitSettled(settledWhenEnded, out, driver);
    } finally {
      end.apply(driver).waitFor();
    }
    List<String> settled = journal(out);
    assertThat(out.resolve("_SUCCESS")).doesNotExist();

    Ran ran = sweep(out, options);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertSameResults(out, calm);
    assertThat(journal(out).subList(0, settled.size())).isEqualTo(settled);
    // And no stage was run twice.
    assertThat(journal(out).stream().distinct().count()).isEqualTo(journal(out).size());
    return out;
  }

  private static void awaitSettled(int entries, Path out, Process driver)
      throws IOException, InterruptedException {
    while (!Files.exists(out.resolve("status.json")) || journal(out).size() < entries) {
      assertThat(driver.isAlive()).as("the driver is still at work").isTrue();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** A notebook that is closed and opened again; Spark's patience is shortened for the test. */
  @Test
  void machineThatSleptGoesOn() throws IOException, InterruptedException {
    Path out = folder.resolve("slept");
    Process driver =
        driverWith("-Dspark.network.timeout=2s -Dspark.executor.heartbeatInterval=500ms", out);
    try {
      awaitSettled(2, out, driver);
      signal("STOP", driver);
      TimeUnit.SECONDS.sleep(6);
      signal("CONT", driver);
      assertThat(driver.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
      assertThat(driver.exitValue()).isZero();
    } finally {
      driver.destroyForcibly().waitFor();
    }
    assertSameResults(out, undisturbed);
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Test
  void completeRunIsNotRunAgain() throws IOException {
    List<String> before = journal(undisturbed);
    Ran ran = SmallSweep.run("sweep", spec, "--out", undisturbed);
    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains("complete");
    assertThat(journal(undisturbed)).isEqualTo(before);
  }

  @Test
  void anotherSpecIsRefusedWithTheDifference() {
    Ran ran = SmallSweep.run("sweep", spec, "--out", undisturbed, "--set", "data.shards=3");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.lastError()).contains("data.shards: 2 -> 3");
  }

  /** Its own driver may be writing there. */
  @Test
  void refusedRunIsNotTouched() throws IOException {
    Path run = unfinished("touched");
    Path journal = run.resolve("journal.jsonl");
    Object file = Files.getAttribute(journal, "unix:ino");

    SmallSweep.run("sweep", spec, "--out", run, "--set", "data.shards=3");

    assertThat(Files.getAttribute(journal, "unix:ino")).isEqualTo(file);
    assertThat(journal).hasSameTextualContentAs(undisturbed.resolve("journal.jsonl"));
  }

  /** Laws 4 and 9: no run mixes results of different data or code. */
  @ParameterizedTest
  @ValueSource(strings = {"data_sha256", "code_sha256", "native_threads"})
  void runThatWasBegunWithSomethingElseIsRefused(String fact) throws IOException {
    Path run = unfinished("begun with another " + fact);
    Path environment = run.resolve("environment.json");
    Files.writeString(
        environment,
        Files.readString(environment)
            .replaceFirst("\"%s\" : [^,\\n]*".formatted(fact), "\"%s\" : 7".formatted(fact)));

    Ran ran = SmallSweep.run("sweep", spec, "--out", run, "--executor", "local");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.lastError()).contains("begun with something else").contains(fact + ": 7 -> ");
  }

  /** A run as a driver leaves it that is killed at the very end. */
  private static Path unfinished(String name) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("sweep.yaml", "environment.json", "journal.jsonl")) {
      Files.copy(undisturbed.resolve(file), run.resolve(file));
    }
    return run;
  }

  /** Law 8: a stage that fails is a row; the sweep goes on, and says when too much failed. */
  @Test
  void failedStagesAreRowsAndTooManyEndWithThree() throws IOException {
    Path failing =
        small.spec(
            "failing.yaml",
            """
              retrain:
                - {policy: fine-tune, visits: 1, learning-rate: 0.002}
                - {policy: fine-tune, visits: 1, learning-rate: 1.0e+30}
            """);
    Path out = folder.resolve("failing");
    Ran ran = SmallSweep.run("sweep", failing, "--out", out, "--executor", "local");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.lastError()).contains("failed-fraction");
    assertThat(out.resolve("_SUCCESS")).doesNotExist();
    List<String> rows = SmallSweep.rows(out.resolve("results.csv"));
    assertThat(rows).filteredOn(row -> row.contains(",failed,")).hasSize(4);
    assertThat(rows)
        .filteredOn(row -> row.contains(",failed,"))
        .allMatch(row -> row.contains("loss"));
    assertThat(rows).filteredOn(row -> row.contains(",skipped,")).hasSize(8);
    assertThat(rows).filteredOn(row -> row.contains(",done,")).hasSizeGreaterThanOrEqualTo(13);

    Ran tolerant =
        SmallSweep.run(
            "sweep",
            failing,
            "--out",
            folder.resolve("tolerant"),
            "--executor",
            "local",
            "--set",
            "limits.failed-fraction=0.9");
    assertThat(tolerant.code()).as(tolerant.err()).isZero();
  }

  @Test
  void stageThatTakesTooLongIsEnded() throws IOException {
    Path out = folder.resolve("overdue");
    Ran ran =
        SmallSweep.run(
            "sweep",
            spec,
            "--out",
            out,
            "--set",
            "limits.stage-minutes=0.02",
            "--set",
            "model.train.epochs=500");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.lastError()).contains("limits.stage-minutes");
    assertThat(Files.readString(out.resolve("status.json")))
        .containsIgnoringCase("failed")
        .contains("limits.stage-minutes");
  }

  /** One that nobody disturbs, on threads of this process. */
  private static Path calm(String name, String... options) throws IOException {
    Path out = folder.resolve(name);
    List<String> onThreads = new ArrayList<>(List.of(options));
    onThreads.addAll(List.of("--executor", "local"));
    Ran ran = sweep(out, onThreads.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return out;
  }

  private static Ran sweep(Path out, String... options) {
    List<Object> words = new ArrayList<>(List.of("sweep", spec, "--out", out));
    words.addAll(List.of(options));
    return SmallSweep.run(words.toArray());
  }

  private static void assertSameResults(Path out, Path calm) throws IOException {
    for (String table : List.of("results.csv", "frontier.csv")) {
      assertThat(SmallSweep.rows(out.resolve(table)))
          .isEqualTo(SmallSweep.rows(calm.resolve(table)));
    }
  }

  private static List<Path> models(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run.resolve("models"))) {
      return files.filter(file -> file.endsWith("model.zip")).toList();
    }
  }

  private static List<String> journal(Path run) throws IOException {
    Path journal = run.resolve("journal.jsonl");
    return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
  }

  private static Process driver(Path out, String... options) throws IOException {
    return driverWith("", out, options);
  }

  private static Process driverWith(String javaOptions, Path out, String... options)
      throws IOException {
    List<Object> words = new ArrayList<>(List.of("sweep", spec, "--out", out));
    words.addAll(List.of(options));
    return SmallSweep.start(javaOptions, words.toArray());
  }
}
