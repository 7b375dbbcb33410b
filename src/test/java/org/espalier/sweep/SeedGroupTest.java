package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.RandomScore;
import org.espalier.sweep.spec.Control;
import org.junit.jupiter.api.Test;

class SeedGroupTest {
  @Test
  void variantsThatDifferInTheirSeedAloneAreOneGroup() {
    List<Variant> variants =
        List.of(
            Variants.searched(1, 0.3, 0.8),
            Variants.searched(2, 0.3, 0.9),
            Variants.searched(1, 0.5, 0.7));

    assertThat(SeedGroup.of(variants))
        .containsExactly(
            new SeedGroup(variants.subList(0, 2)), new SeedGroup(variants.subList(2, 3)));
  }

  @Test
  void whateverElseDiffersKeepsThemApart() {
    Stage round = Variants.round(Variants.candidate(new L1Norm(), 1, null), 0.3);
    List<Stage> stages =
        List.of(
            round,
            Variants.round(Variants.candidate(new L1Norm(), 2, Control.UNIFORM_L1), 0.3),
            Variants.round(Variants.candidate(new RandomScore(), 2, null), 0.3),
            Variants.round(Variants.candidate(new L1Norm(), 2, null), 0.4),
            Stage.fromScratch(round),
            Stage.finalist(round, ""),
            Variants.DENSE.stage());

    assertThat(SeedGroup.of(stages.stream().map(Variants::failed).toList()))
        .hasSameSizeAs(stages)
        .allSatisfy(group -> assertThat(group.variants()).hasSize(1));
  }

  @Test
  void everyVariantIsInJustOneGroupWhateverTheirOrder() {
    List<Variant> variants = new ArrayList<>(List.of(Variants.DENSE));
    for (long seed = 1; seed <= 4; seed++) {
      for (double level : new double[] {0.1, 0.2, 0.3}) {
        variants.add(Variants.searched(seed, level, 0.5 + 0.01 * seed));
      }
    }
    Set<Set<Variant>> groups = sets(variants);
    Collections.shuffle(variants, new Random(5));

    assertThat(sets(variants)).isEqualTo(groups).hasSize(4);
    assertThat(SeedGroup.of(variants).stream().flatMap(group -> group.variants().stream()))
        .containsExactlyInAnyOrderElementsOf(variants);
  }

  @Test
  void whatFailedCountsAndIsNotMeasured() {
    Variant failed =
        Variants.failed(Variants.round(Variants.candidate(new L1Norm(), 3, null), 0.3));
    SeedGroup group =
        SeedGroup.of(
                List.of(Variants.searched(1, 0.3, 0.75), Variants.searched(2, 0.3, 0.25), failed))
            .get(0);

    assertThat(group.failed()).isEqualTo(1);
    assertThat(group.sample(Measured::accuracy)).isEqualTo(new Sample(List.of(0.75, 0.25)));
    assertThat(group.sample(Measured::accuracy).mean()).hasValue(0.5);
  }

  /**
   * The sparse training before the first round has no criterion, though a candidate stands by it.
   */
  @Test
  void sparseTrainingsAreGroupedByWhatTheyAre() {
    Stage one = Stage.sparse(Variants.DENSE.stage(), Variants.candidate(new L1Norm(), 1, null));
    Stage other =
        Stage.sparse(Variants.DENSE.stage(), Variants.candidate(new RandomScore(), 2, null));

    assertThat(SeedGroup.of(List.of(Variants.failed(one), Variants.failed(other)))).hasSize(1);
  }

  private static Set<Set<Variant>> sets(List<Variant> variants) {
    return SeedGroup.of(variants).stream()
        .map(group -> Set.copyOf(group.variants()))
        .collect(Collectors.toSet());
  }
}
