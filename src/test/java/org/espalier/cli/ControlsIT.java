package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.cli.SmallSweep.Ran;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep with all controls and two seeds, beside the same without controls. */
class ControlsIT {
  @TempDir private static Path folder;

  private static Path plain;
  private static Path controlled;

  @BeforeAll
  static void sweepTwice() throws IOException {
    Path spec = SmallSweep.in(folder).spec("");
    plain = sweep(spec, "plain", "[]");
    controlled = sweep(spec, "controlled", "[random, uniform-l1, from-scratch]");
  }

  @Test
  void everyControlIsARowThatSaysSo() throws IOException {
    Map<String, Long> counts =
        rows(controlled, "results.csv").stream()
            .collect(Collectors.groupingBy(row -> row.get("control"), Collectors.counting()));
    // By two seeds at two granularities, two rounds each; what they end with is trained once more.
    assertThat(counts)
        .containsEntry("random", 8L)
        .containsEntry("uniform-l1", 8L)
        .containsEntry("from-scratch", 4L);
    assertThat(rows(controlled, "results.csv"))
        .allSatisfy(row -> assertThat(row).containsEntry("status", "done"));
    assertThat(rows(plain, "results.csv"))
        .allSatisfy(row -> assertThat(row).containsEntry("control", ""));
  }

  /** Controls are what results are compared with; they are to change none of them. */
  @Test
  void controlsChangeNothingOfWhatTheyAreComparedWith() throws IOException {
    List<String> searched =
        SmallSweep.rows(controlled.resolve("results.csv")).stream()
            .filter(row -> row.endsWith(",") || row.endsWith(",control"))
            .toList();

    assertThat(searched).isEqualTo(SmallSweep.rows(plain.resolve("results.csv")));
    assertThat(SmallSweep.rows(controlled.resolve("frontier.csv")))
        .isEqualTo(SmallSweep.rows(plain.resolve("frontier.csv")));
    for (Map<String, String> member : rows(plain, "frontier.csv")) {
      String model = "models/" + member.get("variant") + "/model.zip";
      assertThat(controlled.resolve(model)).hasSameBinaryContentAs(plain.resolve(model));
    }
  }

  @Test
  void whatIsTrainedFromScratchHasItsParentsShape() throws IOException {
    Map<String, Map<String, String>> byId = new LinkedHashMap<>();
    rows(controlled, "results.csv").forEach(row -> byId.put(row.get("variant"), row));
    for (Map<String, String> row : byId.values()) {
      if (row.get("control").equals("from-scratch")) {
        Map<String, String> parent = byId.get(row.get("parent"));
        for (String same :
            List.of("parameters", "macs", "sparsity", "criterion", "seed", "target")) {
          assertThat(row).containsEntry(same, parent.get(same));
        }
        assertThat(parent).containsEntry("sparsity", "0.6").containsEntry("control", "");
        assertThat(row.get("val_loss")).isNotEqualTo(parent.get("val_loss"));
        // The dense model's two visits, and two in each of two rounds.
        assertThat(row).containsEntry("visits", "6");
      }
    }
  }

  @Test
  void controlsThatNothingBeatsAreDeliveredBesideTheFront() throws IOException {
    String frontier = Files.readString(controlled.resolve("frontier.json"));
    for (Map<String, String> row : rows(controlled, "results.csv")) {
      boolean delivered = Files.exists(controlled.resolve("models/" + row.get("variant")));
      boolean named = frontier.contains("\"variant\" : \"" + row.get("variant") + "\"");
      boolean front = row.get("on_frontier").equals("true");
      boolean control = !row.get("control").isEmpty();
      if (front) {
        assertThat(control).isFalse();
        assertThat(delivered).isTrue();
      } else if (control) {
        assertThat(delivered).isEqualTo(named);
      }
    }
    Ran ran = SmallSweep.run("frontier", controlled);
    assertThat(ran.out().contains("+ a control"))
        .isEqualTo(!frontier.contains("\"unbeaten_controls\" : [ ]"));
  }

  @Test
  void cardsSayHowTheModelIsLoaded() throws IOException {
    String member = rows(plain, "frontier.csv").get(0).get("variant");

    assertThat(Files.readString(plain.resolve("models/" + member + "/card.json")))
        .contains("\"load\":\"MultiLayerNetwork.load(new File(\\\"model.zip\\\"), false)\"");
  }

  @Test
  void seedsHaveTheMeanAndTheDeviationOfTheirVariants() throws IOException {
    Map<String, Map<String, String>> byId = new LinkedHashMap<>();
    rows(controlled, "results.csv").forEach(row -> byId.put(row.get("variant"), row));
    List<Map<String, String>> groups = rows(controlled, "seeds.csv");

    assertThat(groups).filteredOn(row -> row.get("seeds").equals("1 2")).hasSize(4 + 4 + 4 + 2);
    for (Map<String, String> group : groups) {
      List<String> members = List.of(group.get("variants").split(" "));
      assertThat(group).containsEntry("n", Integer.toString(members.size()));
      for (String measure : List.of("val_accuracy", "val_loss", "nonzero", "bytes")) {
        List<Double> values =
            members.stream().map(id -> Double.parseDouble(byId.get(id).get(measure))).toList();
        double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
        assertThat(Double.parseDouble(group.get(measure + "_mean"))).isEqualTo(mean, within(1e-9));
        if (members.size() == 2) {
          // Of two values it is their distance over the square root of two.
          double deviation = Math.abs(values.get(0) - values.get(1)) / Math.sqrt(2);
          assertThat(Double.parseDouble(group.get(measure + "_sd")))
              .isEqualTo(deviation, within(1e-9));
        } else {
          assertThat(group).containsEntry(measure + "_sd", "");
        }
      }
    }
  }

  @Test
  void planCountsControls() throws IOException {
    Ran ran =
        SmallSweep.run(
            "plan", SmallSweep.in(folder).spec(""),
            "--set", "search.criterion=l2",
            "--set", "search.target=0.6",
            "--set", "search.controls=[random, uniform-l1, from-scratch]");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("Candidates: 6, of which 4 are controls")
        .contains("control: random channel", "control: l1 weight")
        .contains("Of these 2 train what a candidate ends with from scratch, 12 visits in all.");
    assertThat(ran.lastLine())
        .contains("\"candidates\":6,\"controls\":6,\"left_out\":0,\"stages\":14");
  }

  private static Path sweep(Path spec, String name, String controls) {
    Path out = folder.resolve(name);
    Ran ran =
        SmallSweep.run(
            "sweep", spec,
            "--out", out,
            "--executor", "local",
            "--set", "search.criterion=l2",
            "--set", "search.target=0.6",
            "--set", "search.seed=[1, 2]",
            "--set", "search.controls=" + controls);
    assertThat(ran.code()).as(ran.err()).isZero();
    return out;
  }

  private static List<Map<String, String>> rows(Path run, String table) throws IOException {
    List<List<String>> lines = SmallSweep.table(run.resolve(table));
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> cells : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(lines.get(0).get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
