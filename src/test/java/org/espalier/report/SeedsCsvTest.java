package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.sweep.Results;
import org.junit.jupiter.api.Test;

class SeedsCsvTest {
  private static final Results REPEATED = SampleRun.repeated();
  private static final List<Map<String, String>> RESULTS =
      CsvReader.rows(ResultsCsv.text(REPEATED, SampleRun.front(REPEATED)));
  private static final String CSV = SeedsCsv.text(REPEATED);
  private static final List<Map<String, String>> ROWS = CsvReader.rows(CSV);

  @Test
  void settingsComeFirstThenTheSeedsThenWhatWasMeasured() {
    assertThat(CSV)
        .startsWith(
            "criterion,normalizer,granularity,order,schedule,round,target,sparsity,ranking,retrain,kind,sparse_training,control,seeds,variants,n,failed,val_accuracy_mean,val_accuracy_sd,val_loss_mean,val_loss_sd,parameters_mean,parameters_sd,nonzero_mean,nonzero_sd,macs_mean,macs_sd,bytes_mean,bytes_sd\n");
  }

  @Test
  void everyVariantIsInOneRowWithThoseOfItsSettings() {
    assertThat(ROWS.stream().flatMap(row -> variants(row).stream()))
        .containsExactlyInAnyOrderElementsOf(
            RESULTS.stream().map(row -> row.get("variant")).toList());
    for (Map<String, String> row : ROWS) {
      assertThat(members(row))
          .allSatisfy(
              member ->
                  assertThat(member)
                      .containsEntry("criterion", row.get("criterion"))
                      .containsEntry("granularity", row.get("granularity"))
                      .containsEntry("sparsity", row.get("sparsity"))
                      .containsEntry("control", row.get("control"))
                      .containsEntry("kind", row.get("kind")));
    }
    assertThat(ROWS).hasSize(1 + 4 * 10 + 2);
    assertThat(ROWS.subList(1, ROWS.size()))
        .allSatisfy(row -> assertThat(row).containsEntry("seeds", "1 2 3"));
  }

  @Test
  void theDenseModelIsAloneAndHasNoDeviation() {
    assertThat(ROWS.get(0))
        .containsEntry("kind", "baseline")
        .containsEntry("seeds", "")
        .containsEntry("n", "1")
        .containsEntry("val_accuracy_mean", "0.9063")
        .containsEntry("val_accuracy_sd", "")
        .containsEntry("bytes_sd", "");
  }

  @Test
  void meansAndDeviationsAreThoseOfTheResults() {
    for (Map<String, String> row : ROWS.subList(1, ROWS.size())) {
      double[] accuracies =
          members(row).stream()
              .filter(member -> member.get("status").equals("done"))
              .mapToDouble(member -> Double.parseDouble(member.get("val_accuracy")))
              .toArray();
      assertThat(row).containsEntry("n", Integer.toString(accuracies.length));
      if (accuracies.length == 3) {
        double mean = (accuracies[0] + accuracies[1] + accuracies[2]) / 3;
        double variance =
            Arrays.stream(accuracies).map(each -> (each - mean) * (each - mean)).sum() / 2;
        assertThat(Double.parseDouble(row.get("val_accuracy_mean"))).isEqualTo(mean, within(1e-12));
        assertThat(Double.parseDouble(row.get("val_accuracy_sd")))
            .isEqualTo(Math.sqrt(variance), within(1e-12));
        assertThat(row).containsEntry("macs_sd", "0.0").containsEntry("failed", "0");
      }
    }
  }

  @Test
  void whatFailedIsCountedAndNotAveraged() {
    assertThat(ROWS)
        .filteredOn(row -> row.get("failed").equals("3"))
        .hasSize(2)
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("n", "0")
                    .containsEntry("val_accuracy_mean", "")
                    .containsEntry("val_accuracy_sd", ""));
  }

  private static List<String> variants(Map<String, String> row) {
    return List.of(row.get("variants").split(" "));
  }

  private static List<Map<String, String>> members(Map<String, String> row) {
    return RESULTS.stream().filter(each -> variants(row).contains(each.get("variant"))).toList();
  }
}
