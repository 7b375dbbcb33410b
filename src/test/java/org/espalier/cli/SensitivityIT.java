package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.cli.SmallSweep.Ran;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.Model;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Pool;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.espalier.sweep.ShardSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sensitivity, in a sweep and by itself, through the command line. */
class SensitivityIT {
  private static final int USAGE = 2;
  private static final String[] LEAST_SENSITIVE_FIRST = {
    "--set", "search.criterion=l1",
    "--set", "search.granularity=channel",
    "--set", "search.order=[least-sensitive-first, together]",
    "--set", "search.target=0.6"
  };

  @TempDir private static Path folder;

  private static Path spec;
  private static Path model;
  private static String data;
  private static Path swept;

  @BeforeAll
  static void trainOneModelAndSweepOnce() throws IOException {
    spec = SmallSweep.in(folder).spec("");
    model = folder.resolve("lenet.zip");
    data = "idx:" + folder.resolve("data");
    swept = folder.resolve("swept");
    Ran trained = SmallSweep.run("train", spec, "--out", model);
    assertThat(trained.code()).as(trained.err()).isZero();
    Ran ran = sweep(swept);
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  @Test
  void roundsGoByTheMeasuredOrder() throws IOException {
    List<String> measured = stages(swept, "sensitivity");
    assertThat(measured).hasSize(27).allMatch(line -> line.contains("\"checkpoint\":null"));
    assertThat(stages(swept).subList(1, 28))
        .as("they come before all rounds")
        .containsExactlyInAnyOrderElementsOf(measured);
    assertThat(SmallSweep.rows(swept.resolve("results.csv")))
        .noneMatch(row -> row.contains("sensitivity"))
        .filteredOn(row -> row.contains("),round,"))
        .hasSize(6 + 2);

    List<String> order = leastSensitiveFirst(swept.resolve("sensitivity.csv"));
    assertThat(order).hasSize(3).doesNotHaveDuplicates();
    List<String> rounds = stages(swept, "round");
    for (int number = 1; number <= 3; number++) {
      String round = "\"round\":{\"number\":%d,\"level\":0.3,\"touched\":".formatted(number);
      String touched = "[\"%s\"]".formatted(order.get(number - 1));
      assertThat(rounds).filteredOn(line -> line.contains(round + touched)).hasSize(1);
    }
  }

  @Test
  void theReportShowsTheCurvesAlsoWhenItIsWrittenAgain() throws IOException {
    assertThat(swept.resolve("report.html")).content().contains("granularity,layer,units,level");
    Files.delete(swept.resolve("report.html"));
    assertThat(SmallSweep.run("report", swept).code()).isZero();
    assertThat(swept.resolve("report.html")).content().contains("granularity,layer,units,level");
  }

  @Test
  void sparkGivesTheSameBits() throws IOException {
    Path out = folder.resolve("on Spark");
    List<Object> words = new ArrayList<>(List.of("sweep", spec, "--out", out));
    words.addAll(List.of(LEAST_SENSITIVE_FIRST));
    words.addAll(List.of("--master", "local[3]"));
    Ran ran = SmallSweep.run(words.toArray());

    assertThat(ran.code()).as(ran.err()).isZero();
    for (String table : List.of("results.csv", "sensitivity.csv")) {
      assertThat(SmallSweep.rows(out.resolve(table)))
          .isEqualTo(SmallSweep.rows(swept.resolve(table)));
    }
  }

  @Test
  void aPlanCountsWhatWillBeMeasured() {
    List<Object> words = new ArrayList<>(List.of("plan", spec));
    words.addAll(List.of(LEAST_SENSITIVE_FIRST));
    Ran ran = SmallSweep.run(words.toArray());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Sensitivity: before them 27 stages")
        .contains("least-sensitive-first (known once the dense model is; here in network order)");
    // 2 of the dense model, 27 that measure, 2 of each of 8 rounds, 2 of each of 2 finalists.
    assertThat(ran.lastLine())
        .contains("\"stages\":8,")
        .contains("\"sensitivity_stages\":27,\"visits\":49,");
  }

  @Test
  void curvesAreWhatPruningByHandGives() throws IOException {
    Path out = folder.resolve("alone");
    Ran ran = SmallSweep.run("sensitivity", model, "--data", data, "--out", out);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.lastLine())
        .startsWith("{\"command\":\"sensitivity\"")
        .contains("\"least_sensitive_first\":[\"")
        .contains("\"failed\":0");
    assertThat(out.resolve("sensitivity.html")).content().contains("<html");
    assertThat(ran.out()).contains("layer  units").contains("90%", "mean");

    ShardSource rows = ModelData.open(data);
    Model dense = Model.read(Files.readAllBytes(model), rows.shape());
    List<String> csv = Files.readAllLines(out.resolve("sensitivity.csv"));
    assertThat(csv).hasSize(1 + 1 + 3 * 9);
    assertThat(csv.get(1)).isEqualTo(",,,0.0,,done," + figures(dense.measure(rows.validation())));
    for (Pool pool : Pools.of(dense.network(), Granularity.CHANNEL, Guards.NONE)) {
      for (double level : List.of(0.3, 0.9)) {
        Measured measured = pruned(dense, pool, level).measure(rows.validation());
        int kept = measured.channels().get(pool.name());
        assertThat(csv)
            .contains(
                "channel,%s,%d,%s,%d,done,%s"
                    .formatted(pool.name(), pool.size(), level, kept, figures(measured)));
      }
    }
  }

  @Test
  void levelsGuardsAndOtherGranularitiesAreHeeded() throws IOException {
    Path out = folder.resolve("guarded");
    Ran ran =
        SmallSweep.run(
            "sensitivity",
            model,
            "--data",
            data,
            "--out",
            out,
            "--levels",
            "0.05,0.2,0.3",
            "--round-to",
            "8",
            "--leave",
            "4");
    assertThat(ran.code()).as(ran.err()).isZero();
    List<String> csv = Files.readAllLines(out.resolve("sensitivity.csv"));
    // Of 20 filters 19 and 16 and 14 would stay; what flows into layer 4 is left alone with it.
    assertThat(csv).hasSize(2 + 3);
    assertThat(csv.get(2)).startsWith("channel,0,20,0.05,20,done," + csv.get(1).split(",", -1)[6]);
    assertThat(csv.get(3)).startsWith("channel,0,20,0.2,16,");
    assertThat(csv.get(4)).isEqualTo(csv.get(3).replace(",0.2,", ",0.3,"));

    Ran pattern =
        SmallSweep.run(
            "sensitivity",
            model,
            "--data",
            data,
            "--out",
            out,
            "--granularity",
            "2:4",
            "--criterion",
            "wanda");
    assertThat(pattern.code()).as(pattern.err()).isZero();
    assertThat(Files.readAllLines(out.resolve("sensitivity.csv"))).hasSize(2 + 3 * 2);
  }

  @Test
  void whatMeansNothingIsRefusedBeforeAnythingRuns() {
    assertRefused("--criterion", "l3", "--criterion", "l3", "allowed: l1");
    assertRefused("--granularity", "filter", "--granularity", "filter", "channel");
    assertRefused("--levels", "0.5,0.4", "levels must grow", "[0.5, 0.4]");
    assertRefused("--levels", "0.5,1.2", "(0, 1)", "1.2");
    assertRefused("--levels", "some", "--levels", "some");
    assertRefused("--leave", "conv*", "lenet.zip", "conv*");
    assertRefused("--floor", "0", "floor", "0");
    assertRefused("--criterion", "bn-scale", "bn-scale", "batch norm");
    Ran other =
        SmallSweep.run("sensitivity", model, "--data", "fashion-mnist-sample", "--out", "x");
    assertThat(other.code()).isEqualTo(USAGE);
    assertThat(other.lastError()).contains("lenet.zip", "4 classes", "10");
  }

  private static void assertRefused(String option, String value, String... told) {
    Path out = folder.resolve("never made");
    Ran ran = SmallSweep.run("sensitivity", model, "--data", data, "--out", out, option, value);
    assertThat(ran.code()).as(option + " " + value).isEqualTo(USAGE);
    assertThat(ran.lastError()).contains(told);
    assertThat(out).doesNotExist();
  }

  private static Ran sweep(Path out) {
    List<Object> words = new ArrayList<>(List.of("sweep", spec, "--out", out));
    words.addAll(List.of(LEAST_SENSITIVE_FIRST));
    words.addAll(List.of("--executor", "local"));
    return SmallSweep.run(words.toArray());
  }

  private static List<String> stages(Path run, String kind) throws IOException {
    return stages(run).stream()
        .filter(line -> line.contains("\"kind\":\"%s\"".formatted(kind)))
        .toList();
  }

  /** The journal's lines, but for single visits. */
  private static List<String> stages(Path run) throws IOException {
    return Files.readAllLines(run.resolve("journal.jsonl")).stream()
        .filter(line -> line.contains("\"entry\":\"variant\""))
        .toList();
  }

  /** By the sum over all levels, worked out anew. */
  private static List<String> leastSensitiveFirst(Path csv) throws IOException {
    Map<String, Double> sums = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(csv);
    for (String line : lines.subList(2, lines.size())) {
      String[] cells = line.split(",", -1);
      sums.merge(cells[1], Double.parseDouble(cells[6]), Double::sum);
    }
    return sums.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Model pruned(Model dense, Pool pool, double level) {
    return dense.prune(
        new Prune(
            new L1Norm(),
            new NoNormalizer(),
            Ranking.LOCAL,
            Granularity.CHANNEL,
            List.of(pool),
            level,
            1,
            1));
  }

  private static String figures(Measured measured) {
    return "%s,%s,%d,%d,%d,%d,"
        .formatted(
            measured.accuracy(),
            measured.loss(),
            measured.parameters(),
            measured.nonzero(),
            measured.macs(),
            measured.bytes());
  }
}
