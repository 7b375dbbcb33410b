package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.cli.SmallSweep.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies other than the grid, through the command line, and what a plan says of them. */
class SearchIT {
  private static final int DENSE_AND_FINALISTS = 2 + 2 * 2;

  @TempDir private static Path folder;

  private static Path spec;

  @BeforeAll
  static void writeSpec() throws IOException {
    spec =
        SmallSweep.in(folder)
            .spec(
                """
                  retrain: [{policy: fine-tune, visits: 1, learning-rate: 0.002}]
                """);
  }

  /** Paths with steps of one size share their first rounds, whatever their targets. */
  @Test
  void aRandomSearchRunsWhatItsPlanSaysAndSharedPrefixesOnce() throws IOException {
    String strategy = "search.strategy={type: random, samples: 8, seed: 3}";
    Ran plan = run("plan", strategy);

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out()).startsWith("Candidates: 8\n").contains("linear(0.3) to 0.");
    assertThat(plan.lastLine()).contains("\"candidates\":8,\"controls\":0,");
    assertThat(number(plan, "stages")).isLessThan(number(plan, "stages_apart"));

    Path out = folder.resolve("random");
    Ran ran = run("sweep", strategy, "--out", out.toString(), "--executor", "local");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(rounds(out)).hasSize(number(plan, "stages"));
    assertThat(rounds(out)).filteredOn("0.3"::equals).hasSizeLessThanOrEqualTo(4);
    assertThat(visits(out)).isEqualTo(number(plan, "visits"));
  }

  @Test
  void aPlanOfGenerationsShowsTheFirstAndBoundsAll() throws IOException {
    String strategy = "search.strategy={type: nsga2, population: 4, generations: 3}";
    Ran plan = run("plan", strategy);

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .startsWith(
            "Candidates of the first of 3 generations, on whose results the others depend: 4\n")
        .contains("Stages at most: 48 to run, and the dense model: 12 candidates, as if each");
    // Four rounds of a visit to 0.95, for each of twelve.
    assertThat(plan.lastLine())
        .contains("\"candidates\":12,", "\"stages\":48,\"stages_apart\":48,")
        .contains("\"visits\":" + (48 + DENSE_AND_FINALISTS));

    Path out = folder.resolve("nsga2");
    Ran ran = run("sweep", strategy, "--out", out.toString(), "--executor", "local");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(rounds(out).size()).isBetween(12, 47);
    assertThat(rounds(out)).filteredOn("0.3"::equals).hasSizeLessThanOrEqualTo(4);
    assertThat(visits(out)).isLessThan(number(plan, "visits"));
    int stages = 1 + rounds(out).size() + 2;
    assertThat(Files.readString(out.resolve("status.json")))
        .contains("\"stages\" : %d,".formatted(stages), "\"done\" : %d,".formatted(stages));
  }

  @Test
  void aRangeUnderAGridIsRefused() {
    Ran ran = run("plan", "search.strategy=grid");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("search.target[0]: a grid cannot try all of a range; allowed: ");
  }

  @Test
  void whatTheEndOfARangeCannotReachIsRefused() {
    for (String strategy : List.of("random", "nsga2")) {
      Ran ran = run("plan", "search.strategy=" + strategy, "--set", "search.guards.floor=6");

      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.lastError()).contains("sparsity 0.95").contains("lower target");
    }
  }

  private static Ran run(String command, String strategy, String... options) {
    List<Object> words = new ArrayList<>(List.of(command, spec, "--set", strategy));
    words.addAll(List.of("--set", "search.target={uniform: [0.4, 0.95]}"));
    words.addAll(List.of(options));
    return SmallSweep.run(words.toArray());
  }

  /** A number of a plan's summary. */
  private static int number(Ran plan, String name) {
    Matcher found = Pattern.compile("\"%s\":(\\d+)".formatted(name)).matcher(plan.lastLine());
    assertThat(found.find()).as(name).isTrue();
    return Integer.parseInt(found.group(1));
  }

  /** The sparsity of each round. */
  private static List<String> rounds(Path out) throws IOException {
    List<List<String>> table = SmallSweep.table(out.resolve("results.csv"));
    int kind = table.get(0).indexOf("kind");
    int sparsity = table.get(0).indexOf("sparsity");
    return table.stream()
        .filter(row -> row.get(kind).equals("round"))
        .map(row -> row.get(sparsity))
        .toList();
  }

  /** Of shards: a finalist's visit is of both. */
  private static int visits(Path out) throws IOException {
    List<List<String>> table = SmallSweep.table(out.resolve("results.csv"));
    int visits = table.get(0).indexOf("visits");
    int kind = table.get(0).indexOf("kind");
    return table.stream()
        .skip(1)
        .mapToInt(
            row -> Integer.parseInt(row.get(visits)) * (row.get(kind).equals("finalist") ? 2 : 1))
        .sum();
  }
}
