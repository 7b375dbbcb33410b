package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.cli.SmallSweep.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands, exit codes, and what users are told when something is wrong. */
class CliIT {
  private static final int USAGE = 2;

  @TempDir private static Path folder;

  private static Path spec;
  private static Path model;
  private static String data;

  @BeforeAll
  static void trainOneModel() throws IOException {
    spec = SmallSweep.in(folder).spec("");
    model = folder.resolve("lenet.zip");
    data = "idx:" + folder.resolve("data");
    Ran ran = SmallSweep.run("train", spec, "--out", model);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.lastLine()).startsWith("{\"command\":\"train\"").contains("\"macs\":2290000");
  }

  @Test
  void planShowsWhatSharingSaves() {
    Ran ran =
        SmallSweep.run(
            "plan", spec,
            "--set", "search.criterion=[l1,l2]",
            "--set", "search.schedule={type: linear, step: 0.1}",
            "--set", "search.target=[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9]");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("36 to run").contains("180 would be run apart");
    assertThat(ran.lastLine()).contains("\"stages\":36,\"stages_apart\":180");
  }

  /** 288 rows that are left to train on, of 784 bytes each. */
  @Test
  void planTellsHowLargeShardsAre() {
    assertThat(SmallSweep.run("plan", spec, "--set", "data.shards=1").out())
        .contains("Shards: 1 of at most 0.2 MiB; executors of one task at a time need");
    assertThat(SmallSweep.run("plan", spec).out()).contains("Shards: 2 of at most 0.1 MiB");
  }

  @Test
  void planTellsWhatEarlyStoppingLeavesIfResultsAreChance() {
    Ran ran =
        SmallSweep.run(
            "plan", spec,
            "--set", "search.criterion=[l1,l2,random]",
            "--set", "search.target=0.9",
            "--set", "search.controls=[from-scratch]",
            "--set", "stop-early=mo-asha");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Of these 4 train what a candidate ends with from scratch")
        .contains("A path that is stopped before a candidate's end has nothing to train from")
        .contains("22 to run")
        .contains("Early stopping by mo-asha: all figures are at most; were results chance, some ");
    assertThat(ran.lastLine()).contains("\"stages\":22,").contains("\"stages_by_chance\":1");
  }

  /**
   * The dense model's two visits are one each before and after where weights go back to; its
   * initial weights take a visit that trains nothing, as do rounds without retraining.
   */
  @Test
  void planCountsTheVisitsOfEveryPolicy() {
    Ran ran =
        SmallSweep.run(
            "plan", spec,
            "--set", "search.criterion=l1",
            "--set", "search.granularity=channel",
            "--set", "search.target=0.6",
            "--set", "search.sparse-training=[none, {type: group-l2, visits: 3}]",
            "--set",
                "search.retrain=[{policy: weight-rewinding, to-visit: 0}, "
                    + "{policy: weight-rewinding, to-visit: 1}, "
                    + "{policy: learning-rate-rewinding, visits: 1}, none]");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("group-l2(5.0E-4, 3 visits, rate 0.01), then l1 channel");
    assertThat(ran.lastLine())
        .contains("\"stages\":17,\"stages_apart\":20")
        .contains("\"visits\":30,\"rows_trained\":" + 25 * 144);
  }

  @Test
  void aPenaltyOnScalesThatAreNotThereIsRefused() {
    Ran ran = SmallSweep.run("plan", spec, "--set", "search.sparse-training=bn-scale");
    assertThat(ran.code()).isEqualTo(USAGE);
    assertThat(ran.lastError())
        .contains("sparse-training: bn-scale penalises the scales of batch norms")
        .contains("the network has none");
  }

  @Test
  void planNamesWhatIsLeftOutAndWhy() {
    Ran ran =
        SmallSweep.run(
            "plan", spec,
            "--set", "search.ranking=[local,global]",
            "--set", "search.order=[together,front-to-back]");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("Left out: 8").contains("global ranking");
  }

  @Test
  void planShowsGuardsAndWhatIsNotKnownYet() {
    Ran ran =
        SmallSweep.run(
            "plan", spec,
            "--set", "search.guards={floor: 2, round-to: 8, leave: [0]}",
            "--set", "search.order=[costliest-first,least-sensitive-first]");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("at least 2 channels, in multiples of 8; left alone: 0")
        .contains("costliest-first")
        .contains("least-sensitive-first (known once the dense model is");
  }

  @Test
  void whatCannotBePrunedAsAskedIsToldBeforeAnythingRuns() {
    assertRefused("search.guards={leave: [conv*]}", "conv*", "left alone");
    assertRefused("search.guards={floor: 16}", "20", "16", "lower target");
    assertRefused("search.guards={leave: ['*']}", "nothing to prune", "left alone");
    assertRefused("search.granularity=[2:4]", "2:4 is sparsity 0.5");
  }

  private static void assertRefused(String override, String... told) {
    Ran ran =
        SmallSweep.run(
            "plan",
            spec,
            "--set",
            "search.ranking=local",
            "--set",
            "search.target=0.9",
            "--set",
            override);
    assertThat(ran.code()).as(override).isEqualTo(USAGE);
    assertThat(ran.lastError()).contains(told);
  }

  @Test
  void allProblemsOfASweepFileAreToldAtOnceAndNothingHasRun() throws IOException {
    Path bad = folder.resolve("bad.yaml");
    Files.writeString(
        bad,
        """
        run: bad
        data: {shards: 0, validatoin: 0.1}
        search:
          criterion: [l1, tailor]
          target: [1.5]
        """);
    Path out = folder.resolve("never made");
    Ran ran = SmallSweep.run("sweep", bad, "--out", out);
    assertThat(ran.code()).isEqualTo(USAGE);
    assertThat(ran.err())
        .contains("bad.yaml:2")
        .contains("data.shards")
        .contains("validatoin", "nearest: data.validation")
        .contains("bad.yaml:4", "tailor", "allowed: l1, l2")
        .contains("bad.yaml:5", "1.5");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "data.source=idx:/no/such/place, /no/such/place",
    "model={source: /no/such/model.zip}, /no/such/model.zip",
    "model.source=lenett, lenet",
    "data.shards=many, many",
    "search.seed=0, seed",
    "dta.shards=2, nearest: data",
  })
  void whatIsWrongIsNamed(String override, String named) {
    Ran ran = SmallSweep.run("plan", spec, "--set", override);
    assertThat(ran.code()).isEqualTo(USAGE);
    assertThat(ran.err()).contains(named);
  }

  @Test
  void missingSpecAndUnknownCommandAreUsage() {
    Ran missing = SmallSweep.run("sweep", folder.resolve("none.yaml"));
    assertThat(missing.code()).isEqualTo(USAGE);
    assertThat(missing.lastError()).contains("none.yaml");
    assertThat(SmallSweep.run("swep").code()).isEqualTo(USAGE);
    assertThat(SmallSweep.run("frontier", folder.resolve("no run")).code()).isEqualTo(USAGE);
  }

  @Test
  void placeThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "in the way");
    Ran ran = SmallSweep.run("sweep", spec, "--out", file, "--executor", "local");
    assertThat(ran.code()).isEqualTo(USAGE);
    assertThat(ran.lastError()).contains("a file");
    assertThat(Files.readString(file)).isEqualTo("in the way");
  }

  @Test
  void damagedModelsAndDataAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(model);
    Path truncated = folder.resolve("truncated.zip");
    Files.write(truncated, Arrays.copyOf(whole, whole.length / 2));
    for (Ran ran :
        List.of(
            SmallSweep.run("inspect", truncated),
            SmallSweep.run("evaluate", truncated, "--data", data),
            SmallSweep.run("plan", spec, "--set", "model={source: " + truncated + "}"))) {
      assertThat(ran.code()).isEqualTo(USAGE);
      assertThat(ran.lastError()).contains("truncated.zip").contains("truncated or damaged");
    }
    Path images = Files.createDirectories(folder.resolve("bad data"));
    for (String set : List.of("train", "t10k")) {
      for (String part : List.of("images-idx3", "labels-idx1")) {
        String name = set + "-" + part + "-ubyte";
        Files.copy(folder.resolve("data").resolve(name), images.resolve(name));
      }
    }
    Files.write(images.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0});
    Ran magic = SmallSweep.run("plan", spec, "--set", "data.source=idx:" + images);
    assertThat(magic.code()).isEqualTo(USAGE);
    assertThat(magic.lastError()).contains("train-labels-idx1-ubyte").contains("2049");
  }

  @Test
  void modelOfOtherClassesIsRefused() {
    for (Ran ran :
        List.of(
            SmallSweep.run("evaluate", model, "--data", "fashion-mnist-sample"),
            SmallSweep.run(
                "plan",
                spec,
                "--set",
                "data.source=fashion-mnist-sample",
                "--set",
                "model={source: " + model + "}"))) {
      assertThat(ran.code()).isEqualTo(USAGE);
      assertThat(ran.lastError()).contains("lenet.zip", "4 classes", "10");
    }
  }

  @Test
  void inspectTellsLayersAndGroups() {
    Ran table = SmallSweep.run("inspect", model);
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.out()).contains("convolution", "1x28x28", "4_W axis 0 x 16");
    Ran json = SmallSweep.run("inspect", model, "--format", "json");
    assertThat(json.out()).contains("\"macs\"").contains("\"dense\"");
  }

  @Test
  void prunedModelsHaveTheShapesTheyShould() {
    Path cut = folder.resolve("cut.zip");
    Ran ran = SmallSweep.run("prune", model, "--sparsity", "0.5", "--data", data, "--out", cut);
    assertThat(ran.code()).as(ran.err()).isZero();
    // 10 and 25 filters, 250 neurons.
    long macs = 10 * 25 * 576 + 25 * 250 * 64 + 400 * 250 + 250 * 4;
    assertThat(ran.lastLine()).contains("\"macs\":" + macs).contains("\"accuracy\"");

    Path masked = folder.resolve("masked.zip");
    Ran kept =
        SmallSweep.run(
            "prune", model, "--sparsity", "0.5", "--keep-shape", "--data", data, "--out", masked);
    assertThat(kept.lastLine()).contains("\"macs\":2290000");
    assertThat(scores(masked)).as("cut and masked answer alike").isEqualTo(scores(cut));

    Path sparse = folder.resolve("sparse.zip");
    Ran weights =
        SmallSweep.run(
            "prune",
            model,
            "--sparsity",
            "0.9",
            "--granularity",
            "weight",
            "--criterion",
            "l2",
            "--out",
            sparse);
    long left = (500 - 450) + (25_000 - 22_500) + (400_000 - 360_000) + (2_000 - 1_800);
    assertThat(weights.lastLine()).contains("\"nonzero\":" + (left + biases(weights)));
  }

  @Test
  void guardsAndPatternsHoldOnTheCommandLine() {
    Ran rounded =
        SmallSweep.run(
            "prune",
            model,
            "--sparsity",
            "0.5",
            "--round-to",
            "8",
            "--leave",
            "4",
            "--out",
            folder.resolve("rounded.zip"));
    assertThat(rounded.code()).as(rounded.err()).isZero();
    // 16 of 20 filters; layer 4 keeps its neurons and its inputs, and so all 50 of those before it.
    long macs = 16 * 25 * 576 + 16 * 50 * 25 * 64 + 800 * 500 + 500 * 4;
    assertThat(rounded.lastLine()).contains("\"macs\":" + macs);

    Ran pattern =
        SmallSweep.run(
            "prune",
            model,
            "--sparsity",
            "0.5",
            "--granularity",
            "2:4",
            "--out",
            folder.resolve("pattern.zip"));
    assertThat(pattern.code()).as(pattern.err()).isZero();
    // Convolutions of 1 and of 20 channels, 800 and 500 inputs: all but the first go by fours.
    long left = 500 + 25_000 / 2 + 400_000 / 2 + 2_000 / 2;
    String line = pattern.lastLine();
    long nonzero = Long.parseLong(line.replaceAll(".*\"nonzero\":(\\d+).*", "$1"));
    assertThat(nonzero - left).isBetween(0L, 574L);

    Ran alike =
        SmallSweep.run(
            "prune",
            model,
            "--sparsity",
            "0.5",
            "--granularity",
            "kernel",
            "--ranking",
            "isomorphic",
            "--normalizer",
            "l2",
            "--out",
            folder.resolve("kernels.zip"));
    assertThat(alike.code()).as(alike.err()).isZero();
  }

  @Test
  void pruneRefusesWhatMeansNothing() {
    for (List<String> wrong :
        List.of(
            List.of("--sparsity", "1.5"),
            List.of("--sparsity", "0.5", "--criterion", "l3"),
            List.of("--sparsity", "0.5", "--granularity", "filter"),
            List.of("--sparsity", "0.5", "--ranking", "layer"),
            List.of("--sparsity", "0.5", "--normalizer", "l2"),
            List.of("--sparsity", "0.25", "--granularity", "2:4"),
            List.of("--sparsity", "0.5", "--leave", "conv"),
            List.of("--sparsity", "0.5", "--round-to", "0"),
            List.of("--sparsity", "0.95", "--floor", "4"))) {
      List<Object> words = new ArrayList<>(List.of("prune", model, "--out", "x.zip"));
      words.addAll(wrong);
      Ran ran = SmallSweep.run(words.toArray());
      assertThat(ran.code()).as(wrong.toString()).isEqualTo(USAGE);
      assertThat(ran.lastError()).contains(wrong.get(wrong.size() - 1));
    }
  }

  @Test
  void givenModelIsSweptAndItsRunCanBeLookedAt() throws IOException {
    Path out = folder.resolve("given");
    Ran swept =
        SmallSweep.run(
            "sweep",
            spec,
            "--out",
            out,
            "--executor",
            "local",
            "--set",
            "model={source: " + model + "}",
            "--set",
            "search.criterion=l1",
            "--set",
            "search.granularity=channel",
            "--set",
            "search.order=[together,back-to-front]",
            "--set",
            "search.schedule=[one-shot,{type: geometric, step: 0.5}]",
            "--set",
            "search.target=0.6");
    assertThat(swept.code()).as(swept.err()).isZero();
    // one-shot 1 and geometric 2 levels; back-to-front a round for each of 3 layers.
    assertThat(SmallSweep.rows(out.resolve("results.csv")))
        .filteredOn(row -> row.contains("),round,"))
        .hasSize(3 + 9);

    for (String format : List.of("table", "csv", "json")) {
      Ran front =
          SmallSweep.run("frontier", out, "--format", format, "--objectives", "accuracy,macs");
      assertThat(front.code()).as(front.err()).isZero();
      assertThat(front.out()).contains("channel");
    }
    assertThat(SmallSweep.run("frontier", out, "--objectives", "acuracy").lastError())
        .contains("acuracy")
        .contains("accuracy");
    Ran report = SmallSweep.run("report", out);
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(out.resolve("report.html")).content().contains("<html");
  }

  private static String scores(Path file) {
    Ran ran = SmallSweep.run("evaluate", file, "--data", data);
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out().substring(0, ran.out().indexOf("loss") + 10);
  }

  /** All but a few of LeNet's biases have moved from zero by one epoch of training. */
  private static long biases(Ran weights) {
    String line = weights.lastLine();
    long nonzero = Long.parseLong(line.replaceAll(".*\"nonzero\":(\\d+).*", "$1"));
    long biases = nonzero - 42_750;
    assertThat(biases).isBetween(0L, 574L);
    return biases;
  }
}
