package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.espalier.sweep.Results;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {
  private static final Results RESULTS = SampleRun.results();
  private static final String CSV = ResultsCsv.text(RESULTS, SampleRun.front(RESULTS));
  private static final List<Map<String, String>> ROWS = CsvReader.rows(CSV);

  @Test
  void columnsBeginAsTheContractSays() {
    assertThat(CSV)
        .startsWith(
            "variant,parent,candidate,criterion,normalizer,granularity,order,schedule,round,target,sparsity,seed,status,val_accuracy,val_loss,parameters,nonzero,macs,bytes,latency_ms,visits,seconds,executor,on_frontier,error,ranking,retrain,kind,sparse_training,control\n");
  }

  @Test
  void thereIsARowForEachVariantInTheirOrder() {
    assertThat(ROWS)
        .extracting(row -> row.get("variant"))
        .containsExactlyElementsOf(RESULTS.variants().stream().map(Variant::id).toList());
  }

  @Test
  void theDenseModelIsFirstAndHasNoCriterion() {
    assertThat(ROWS.get(0))
        .containsEntry("kind", "baseline")
        .containsEntry("round", "0")
        .containsEntry("sparsity", "0.0")
        .containsEntry("macs", "2293000")
        .containsEntry("parameters", "431080");
    for (String column :
        List.of("parent", "candidate", "criterion", "schedule", "target", "seed")) {
      assertThat(ROWS.get(0)).containsEntry(column, "");
    }
  }

  @Test
  void accuracyAndLossAreThereInFull() {
    Variant variant = RESULTS.variants().get(5);
    assertThat(ROWS.get(5))
        .containsEntry("val_accuracy", Double.toString(variant.measured().accuracy()))
        .containsEntry("val_loss", Double.toString(variant.measured().loss()));
  }

  @Test
  void secondsHaveThreeDecimalsAndLatencyIsNotMeasuredYet() {
    assertThat(ROWS).allSatisfy(row -> assertThat(row.get("seconds")).matches("\\d+\\.\\d{3}"));
    assertThat(ROWS).allSatisfy(row -> assertThat(row.get("latency_ms")).isEmpty());
  }

  @Test
  void settingsWithCommasAreQuoted() {
    assertThat(CSV).contains("\"fine-tune(2 visits, rate 0.01)\"");
    assertThat(ROWS.get(1)).containsEntry("retrain", "fine-tune(2 visits, rate 0.01)");
  }

  @Test
  void aFailureHasItsErrorInOneLineAndNoNumbers() {
    assertThat(SampleRun.ERROR).contains("\n");
    assertThat(CSV).contains(",\"score of 1_W is not finite, after step 12: \"\"NaN\"\"\",");
    assertThat(ROWS)
        .filteredOn(row -> row.get("status").equals("failed"))
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("val_accuracy", "").containsEntry("macs", ""))
        .satisfies(row -> assertThat(row).containsEntry("on_frontier", "false"));
  }

  @Test
  void controlsAreNamedAndAreNotOnTheFront() {
    Results repeated = SampleRun.repeated();
    List<Map<String, String>> rows =
        CsvReader.rows(ResultsCsv.text(repeated, SampleRun.front(repeated)));

    assertThat(rows)
        .filteredOn(row -> row.get("criterion").equals("random"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).containsEntry("control", "random"));
    assertThat(rows)
        .filteredOn(row -> row.get("kind").equals("from-scratch"))
        .hasSize(6)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("control", "from-scratch")
                    .containsEntry("criterion", "l1"));
    assertThat(rows)
        .filteredOn(row -> row.get("on_frontier").equals("true"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).containsEntry("control", ""));
    assertThat(ROWS).allSatisfy(row -> assertThat(row).containsEntry("control", ""));
  }

  @Test
  void theFrontIsMarked() {
    assertThat(ROWS)
        .filteredOn(row -> row.get("on_frontier").equals("true"))
        .extracting(row -> row.get("variant"))
        .containsExactlyInAnyOrderElementsOf(SampleRun.front(RESULTS).ids());
  }

  @Test
  void equalRunsGiveEqualText() {
    Results again = SampleRun.results();
    assertThat(ResultsCsv.text(again, SampleRun.front(again))).isEqualTo(CSV);
  }

  @Test
  void withoutADenseModelNothingIsOnTheFront() {
    List<Map<String, String>> rows =
        CsvReader.rows(ResultsCsv.text(SampleRun.withoutDense(), null));
    assertThat(rows)
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("on_frontier", "false"))
        .satisfies(row -> assertThat(row).containsEntry("error", "no such file: lenet.zip"));
  }

  @Test
  void whatALineMayNotHoldIsQuoted() {
    Stage stage = new Stage("id", null, Stage.Kind.BASELINE, null, null);
    Variant variant = new Variant(stage, Status.FAILED, null, null, 0, 0, "a,\r\"b\"", "");
    Results results = new Results(List.of(variant), List.<TestScore>of());
    assertThat(ResultsCsv.text(results, null)).contains(",\"a,\r\"\"b\"\"\",");
  }
}
