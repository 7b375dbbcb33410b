package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.NoRetraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Results;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.junit.jupiter.api.Test;

class PicksTest {
  private static final Variant DENSE = variant("dense", null, 0.90, 1000, 1000);

  @Test
  void takesTheCheapestOfThoseThatLostAtMostAPoint() {
    Picks picks =
        picks(
            DENSE,
            variant("cut", Granularity.CHANNEL, 0.895, 500, 480),
            variant("cut-more", Granularity.CHANNEL, 0.89, 400, 380),
            variant("cut-too-much", Granularity.CHANNEL, 0.8899, 100, 80),
            variant("zeroed", Granularity.WEIGHT, 0.9, 1000, 50));
    assertThat(picks.smallest()).get().extracting(Variant::id).isEqualTo("cut-more");
    assertThat(picks.sparsest()).get().extracting(Variant::id).isEqualTo("zeroed");
  }

  @Test
  void ofEquallyCheapOnesTakesTheMostAccurate() {
    Picks picks =
        picks(
            DENSE,
            variant("a", Granularity.CHANNEL, 0.895, 500, 480),
            variant("b", Granularity.CHANNEL, 0.899, 500, 480));
    assertThat(picks.smallest()).get().extracting(Variant::id).isEqualTo("b");
    assertThat(picks.sparsest()).get().extracting(Variant::id).isEqualTo("b");
  }

  @Test
  void zeroedWeightsMakeNoModelSmaller() {
    Picks picks = picks(DENSE, variant("zeroed", Granularity.WEIGHT, 0.9, 1000, 50));
    assertThat(picks.smallest()).isEmpty();
  }

  @Test
  void controlsAreNotPicked() {
    Variant cut = variant("cut", Granularity.CHANNEL, 0.895, 500, 480);
    Stage fromScratch =
        new Stage(
            "again", "cut", Stage.Kind.FROM_SCRATCH, cut.stage().candidate(), cut.stage().round());
    Variant control =
        new Variant(fromScratch, Status.DONE, cut.measured(), null, 1, 1, "here", null);

    assertThat(picks(DENSE, control).smallest()).isEmpty();
    assertThat(picks(DENSE, control).sparsest()).isEmpty();
    assertThat(picks(DENSE, control, cut).smallest()).contains(cut);
  }

  @Test
  void nothingIsPickedWithoutADenseModel() {
    Picks picks = Picks.of(SampleRun.withoutDense());
    assertThat(picks.smallest()).isEmpty();
    assertThat(picks.sparsest()).isEmpty();
  }

  private static Picks picks(Variant... variants) {
    return Picks.of(new Results(List.of(variants), List.<TestScore>of()));
  }

  /** Granularity null is the dense model. */
  private static Variant variant(
      String id, Granularity granularity, double accuracy, long macs, long nonzero) {
    Stage stage =
        granularity == null
            ? new Stage(id, null, Stage.Kind.BASELINE, null, null)
            : new Stage(
                id,
                "dense",
                Stage.Kind.ROUND,
                candidate(granularity),
                new Round(1, 0.5, List.of("cnn1"), 0.5));
    Measured measured = new Measured(accuracy, 0.3, 1000, nonzero, macs, 4000, Map.of());
    return new Variant(stage, Status.DONE, measured, id, 1, 1, "here", null);
  }

  private static Candidate candidate(Granularity granularity) {
    return new Candidate(
        new L1Norm(),
        new NoNormalizer(),
        Ranking.LOCAL,
        granularity,
        Order.TOGETHER,
        new OneShot(),
        0.5,
        new NoRetraining(),
        1);
  }
}
