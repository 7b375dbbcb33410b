package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.criterion.RandomScore;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.ObjectiveName;
import org.junit.jupiter.api.Test;

/** What controls are to a front: seen beside it, and of no influence on it. */
class VariantFrontTest {
  private static final List<ObjectiveName> OBJECTIVES =
      List.of(ObjectiveName.ACCURACY, ObjectiveName.MACS, ObjectiveName.BYTES);
  private static final int CASES = 200;

  @Test
  void controlsChangeNeitherTheFrontNorWhatIsChosenFromIt() {
    Random random = new Random(3);
    for (int i = 0; i < CASES; i++) {
      List<Variant> searched = new ArrayList<>(List.of(Variants.DENSE));
      List<Variant> all = new ArrayList<>(searched);
      for (int level = 1; level <= 9; level++) {
        Variant variant = Variants.searched(1, level / 10.0, random.nextDouble());
        searched.add(variant);
        all.add(variant);
        all.add(control(level / 10.0, random.nextDouble()));
        all.add(fromScratch(variant, random.nextDouble()));
      }
      VariantFront alone = front(searched);
      VariantFront beside = front(all);

      assertThat(beside.members()).isEqualTo(alone.members()).noneMatch(Variant::isControl);
      assertThat(beside.hypervolume()).isEqualTo(alone.hypervolume());
      assertThat(beside.spread(3, Variants.DENSE)).isEqualTo(alone.spread(3, Variants.DENSE));
      assertThat(alone.unbeatenControls()).isEmpty();
      assertThat(beside.unbeatenControls())
          .allSatisfy(control -> assertThat(all).noneMatch(other -> beats(other, control)));
    }
  }

  @Test
  void aControlThatNothingBeatsIsNamed() {
    Variant small = Variants.searched(1, 0.5, 0.8);
    Variant better = fromScratch(small, 0.85);
    Variant worse = control(0.5, 0.7);

    assertThat(front(List.of(Variants.DENSE, small, better, worse)).unbeatenControls())
        .containsExactly(better);
  }

  private static VariantFront front(List<Variant> variants) {
    return VariantFront.of(variants, Variants.DENSE, OBJECTIVES);
  }

  private static boolean beats(Variant one, Variant other) {
    return one.measured().macs() <= other.measured().macs()
        && one.measured().accuracy() > other.measured().accuracy();
  }

  private static Variant control(double level, double accuracy) {
    Candidate candidate = Variants.candidate(new RandomScore(), 1, Control.RANDOM);
    return Variants.done(Variants.round(candidate, level), Variants.measured(level, accuracy));
  }

  private static Variant fromScratch(Variant of, double accuracy) {
    double level = of.stage().round().level();
    return Variants.done(Stage.fromScratch(of.stage()), Variants.measured(level, accuracy));
  }
}
