package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.espalier.sweep.Results;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;
import org.junit.jupiter.api.Test;

class FrontierCsvTest {
  private static final Results RESULTS = SampleRun.results();
  private static final VariantFront FRONT = SampleRun.front(RESULTS);
  private static final String CSV = FrontierCsv.text(RESULTS, FRONT);
  private static final List<Map<String, String>> ROWS = CsvReader.rows(CSV);

  @Test
  void itsColumnsAreTheResultsAndTheTestAccuracy() {
    String header = CSV.lines().findFirst().orElseThrow();
    String ofResults = ResultsCsv.text(RESULTS, FRONT).lines().findFirst().orElseThrow();
    assertThat(header).isEqualTo(ofResults + ",test_accuracy");
  }

  @Test
  void itsRowsAreTheMembersInOrder() {
    assertThat(ROWS)
        .extracting(row -> row.get("variant"))
        .containsExactlyElementsOf(FRONT.members().stream().map(Variant::id).toList());
    assertThat(ROWS).allSatisfy(row -> assertThat(row).containsEntry("on_frontier", "true"));
  }

  @Test
  void testAccuracyIsThereWhereTheTestSetWasSeen() {
    assertThat(ROWS).anySatisfy(row -> assertThat(row.get("test_accuracy")).isNotEmpty());
    assertThat(ROWS)
        .allSatisfy(
            row ->
                assertThat(row.get("test_accuracy").isEmpty())
                    .isEqualTo(!RESULTS.tests().containsKey(row.get("variant"))));
  }

  @Test
  void testAccuracyStandsNowhereElse() {
    assertThat(ResultsCsv.text(RESULTS, FRONT)).doesNotContain("test_accuracy");
  }
}
