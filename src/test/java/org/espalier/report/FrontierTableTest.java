package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.sweep.Results;
import org.espalier.sweep.VariantFront;
import org.junit.jupiter.api.Test;

class FrontierTableTest {
  private static final Results RESULTS = SampleRun.results();
  private static final VariantFront FRONT = SampleRun.front(RESULTS);
  private static final String TABLE = FrontierTable.text(RESULTS, FRONT);
  private static final List<String> LINES = TABLE.lines().toList();

  @Test
  void theDenseModelIsTheReferenceInTheFirstRow() {
    assertThat(LINES.get(0)).startsWith("variant ").endsWith("nonzero");
    assertThat(LINES.get(1))
        .matches(
            "9f2c41d07be3 +dense +0\\.0% +90\\.63% +2\\.29M +100\\.0% +1\\.65M +100\\.0%"
                + " +100\\.0%");
  }

  @Test
  void eachMemberStandsBesideTheDenseModel() {
    assertThat(LINES).hasSize(1 + 1 + FRONT.members().size() + 1);
    assertThat(LINES)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "[0-9a-f]{12}\\* +l1 +channel +back-to-front +60\\.0% +89\\.99% +-0\\.64 "
                            + "+437k +19\\.1% +272k +16\\.5% +16\\.3%"));
  }

  @Test
  void columnsAreAligned() {
    int accuracyEnds = LINES.get(0).indexOf("accuracy") + "accuracy".length();
    assertThat(LINES.subList(1, LINES.size() - 1))
        .allSatisfy(line -> assertThat(line.charAt(accuracyEnds - 1)).isEqualTo('%'));
  }

  @Test
  void fitsATerminal() {
    assertThat(LINES).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void controlsThatNothingBeatsStandAtTheEndAndAreExplained() {
    Results repeated = SampleRun.repeated();
    VariantFront front = SampleRun.front(repeated);
    List<String> lines = FrontierTable.text(repeated, front).lines().toList();

    assertThat(front.unbeatenControls()).isNotEmpty();
    assertThat(lines).hasSize(1 + 1 + front.members().size() + front.unbeatenControls().size() + 1);
    assertThat(lines.subList(2 + front.members().size(), lines.size() - 1))
        .allMatch(line -> line.matches("[0-9a-f]{12}\\+ +(random|from-scratch as l1) .*"));
    assertThat(lines.get(lines.size() - 1)).startsWith("+ a control");
    assertThat(TABLE).doesNotContain("+ a control");
  }

  @Test
  void saysWhatAStarMeansOnlyWhereThereIsOne() {
    Results small = SampleRun.smallResults();
    assertThat(TABLE).endsWith("* trained on over all shards\n");
    assertThat(FrontierTable.text(small, SampleRun.front(small))).doesNotContain("*");
  }
}
