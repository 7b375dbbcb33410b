package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.net.Net;
import org.espalier.engine.training.StageFailure;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.plan.Selection;
import org.espalier.plan.WeightUnits;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Pool;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.espalier.sweep.Rows;
import org.espalier.sweep.spec.Augmentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws 2, 3 and 4 where a model is pruned and trained. */
class TrainingIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final Rows ROWS = RandomRows.of(INPUT, 4, 128, 1);
  private static final Rows OTHER_ROWS = RandomRows.of(INPUT, 4, 128, 2);

  /** Law 2: through momentum, batches, and visits to one shard after the other by way of files. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet-300-100", "lenet", "vgg-small", "resnet-20"})
  void whatIsPrunedStaysPruned(String architecture) {
    Model model = Model.fresh(new Origin.Fresh(architecture, INPUT, 4, 3));
    model.fit(fit(1, false), ROWS, () -> false);
    Model pruned = model.prune(prune(model, Granularity.WEIGHT, 0.6));
    List<boolean[]> zeros = zeros(pruned);

    Model hopped = pruned;
    for (int visit = 0; visit < 4; visit++) {
      Rows shard = visit % 2 == 0 ? ROWS : OTHER_ROWS;
      hopped.fit(fit(visit + 5, true), shard, () -> false);
      hopped = Model.read(hopped.checkpoint(), INPUT);
    }

    assertThat(hopped.deliverable()).as("it did train").isNotEqualTo(pruned.deliverable());
    List<boolean[]> after = zeros(hopped);
    for (int matrix = 0; matrix < zeros.size(); matrix++) {
      assertThat(after.get(matrix)).isEqualTo(zeros.get(matrix));
    }
  }

  /** Without the hold the same training brings weights back: what holds them is no accident. */
  @Test
  void withoutTheHoldMomentumRevives() {
    Model model = Model.fresh(new Origin.Fresh("lenet", INPUT, 4, 3));
    Model pruned = model.prune(prune(model, Granularity.WEIGHT, 0.6));
    long before = pruned.nonzero();
    pruned.fit(fit(5, false), ROWS, () -> false);
    assertThat(pruned.nonzero()).isGreaterThan(before);
  }

  /** Law 3, of the dense model, round after round. */
  @Test
  void sparsityIsExactRoundAfterRound() {
    Model dense = Model.fresh(new Origin.Fresh("vgg-small", INPUT, 4, 3));
    for (Granularity granularity : List.of(Granularity.CHANNEL, Granularity.WEIGHT)) {
      Model model = dense;
      for (double sparsity : new double[] {0.13, 0.5, 0.77, 0.999}) {
        Prune prune = prune(dense, granularity, sparsity);
        model = model.prune(prune);
        for (Pool pool : prune.pools()) {
          assertThat(unitsIn(model, granularity, pool.name()))
              .as("%s of %s at %s", granularity, pool.name(), sparsity)
              .isEqualTo(Math.max(pool.floor(), Selection.remaining(pool.size(), sparsity)));
        }
      }
    }
  }

  @Test
  void kernelsGoWhole() {
    Model dense = Model.fresh(new Origin.Fresh("vgg-small", INPUT, 4, 3));
    Prune prune = prune(dense, Granularity.KERNEL, 0.3);
    Model pruned = dense.prune(prune).prune(prune(dense, Granularity.KERNEL, 0.6));

    assertThat(prune.pools()).isNotEmpty();
    for (Pool pool : prune.pools()) {
      int[] kernels = WeightUnits.kernelOfWeights(weights(dense, pool));
      int[] alive = aliveByUnit(pruned, pool, kernels);
      assertThat(alive).containsOnly(0, 9);
      assertThat(Arrays.stream(alive).filter(count -> count > 0).count())
          .isEqualTo(Selection.remaining(pool.size(), 0.6));
    }
  }

  @Test
  void everyBlockKeepsItsShareRoundAfterRound() {
    Model dense = Model.fresh(new Origin.Fresh("vgg-small", INPUT, 4, 3));
    Model pruned = dense;
    for (int gone = 1; gone < 4; gone++) {
      Prune prune = prune(dense, Granularity.ONE_OF_FOUR, gone / 4.0);
      pruned = pruned.prune(prune);
      assertThat(prune.pools()).isNotEmpty();
      for (Pool pool : prune.pools()) {
        int[] blocks = WeightUnits.blocks(weights(dense, pool));
        assertThat(aliveByUnit(pruned, pool, blocks)).containsOnly(4 - gone);
      }
    }
  }

  /** Law 4: the same work gives the same bits. */
  @Test
  void sameWorkGivesTheSameBits() {
    assertThat(work()).isEqualTo(work());
  }

  /** Law 4 where rows are varied: the visit's seed says how, and it does make a difference. */
  @Test
  void augmentedTrainingDependsOnItsSeedAlone() {
    assertThat(augmented(7)).isEqualTo(augmented(7));
    assertThat(augmented(8)).isNotEqualTo(augmented(7));
    Model plain = Model.fresh(new Origin.Fresh("lenet", INPUT, 4, 3));
    plain.fit(fit(7, false), ROWS, () -> false);
    assertThat(augmented(7)).isNotEqualTo(plain.checkpoint());
  }

  @Test
  void weightDecayShrinksWeights() {
    assertThat(weightNorm(0.1)).isLessThan(0.95 * weightNorm(0));
  }

  @Test
  void lossThatIsNotFiniteEndsTraining() {
    Model model = Model.fresh(new Origin.Fresh("lenet", INPUT, 4, 3));
    assertThatThrownBy(() -> model.fit(new Fit(1e30, 16, 1, false), ROWS, () -> false))
        .isInstanceOf(StageFailure.class)
        .hasMessageContaining("learning-rate");
  }

  @Test
  void cancelledTrainingEndsAfterTheBatch() {
    Model model = Model.fresh(new Origin.Fresh("lenet", INPUT, 4, 3));
    int[] asked = {0};
    assertThatThrownBy(() -> model.fit(fit(1, false), ROWS, () -> ++asked[0] == 2))
        .isInstanceOf(StageFailure.class)
        .hasMessage("cancelled");
    assertThat(asked[0]).isEqualTo(2);
  }

  /** Law 4: whatever this thread has drawn before. */
  @Test
  void dropsTheSameOutEachTime() {
    byte[] once = dropping(1);
    byte[] other = dropping(2);

    assertThat(dropping(1)).isEqualTo(once);
    assertThat(other).as("seeds").isNotEqualTo(once);
  }

  /** Rows of one seed's order: what differs is dropped out. */
  private static byte[] dropping(long seed) {
    Model model = Model.read(ModelFile.checkpoint(SmallResidual.net(INPUT, 4, 3)), INPUT);
    Rows single = RandomRows.of(INPUT, 4, 1, 1);
    for (int visit = 0; visit < 8; visit++) {
      model.fit(fit(seed, false), single, () -> false);
    }
    return model.checkpoint();
  }

  private static byte[] work() {
    Model model = Model.fresh(new Origin.Fresh("vgg-small", INPUT, 4, 3));
    model.fit(fit(1, false), ROWS, () -> false);
    Model pruned = model.prune(prune(model, Granularity.CHANNEL, 0.4));
    pruned.fit(fit(2, false), OTHER_ROWS, () -> false);
    return pruned.checkpoint();
  }

  private static byte[] augmented(long seed) {
    Model model = Model.fresh(new Origin.Fresh("lenet", INPUT, 4, 3));
    model.fit(
        new Fit(0.005, 16, seed, false, Augmentation.FLIP_CROP, new NoSparseTraining()),
        ROWS,
        () -> false);
    return model.checkpoint();
  }

  private static double weightNorm(double weightDecay) {
    Model model = Model.fresh(new Origin.Fresh("lenet", INPUT, 4, 3, weightDecay));
    for (int visit = 0; visit < 3; visit++) {
      model.fit(fit(visit + 1, false), ROWS, () -> false);
    }
    return network(model).flat().norm2Number().doubleValue();
  }

  private static Fit fit(long seed, boolean holdZeros) {
    return new Fit(0.005, 16, seed, holdZeros);
  }

  private static Prune prune(Model dense, Granularity granularity, double sparsity) {
    List<Pool> pools = Pools.of(dense.network(), granularity, Guards.NONE);
    return new Prune(
        new L1Norm(), new NoNormalizer(), Ranking.LOCAL, granularity, pools, sparsity, 64, 1);
  }

  private static long unitsIn(Model model, Granularity granularity, String pool) {
    return granularity == Granularity.CHANNEL
        ? model.network().channelGroups().stream()
            .filter(group -> group.name().equals(pool))
            .findFirst()
            .orElseThrow()
            .channels()
        : alive(network(model).parameter(pool).dup('c').data().asFloat());
  }

  private static Parameter weights(Model model, Pool pool) {
    return model.network().weights().stream()
        .filter(weights -> weights.name().equals(pool.name()))
        .findFirst()
        .orElseThrow();
  }

  /** How many weights of each unit are not zero. */
  private static int[] aliveByUnit(Model model, Pool pool, int[] unitOfWeights) {
    boolean[] zeros = zeros(network(model).parameter(pool.name()).dup('c').data().asFloat());
    int[] alive = new int[Arrays.stream(unitOfWeights).max().orElseThrow() + 1];
    for (int weight = 0; weight < zeros.length; weight++) {
      alive[unitOfWeights[weight]] += zeros[weight] ? 0 : 1;
    }
    return alive;
  }

  private static long alive(float[] weights) {
    return IntStream.range(0, weights.length).filter(i -> weights[i] != 0).count();
  }

  private static List<boolean[]> zeros(Model model) {
    return model.network().weights().stream()
        .map(Parameter::name)
        .map(name -> zeros(network(model).parameter(name).dup('c').data().asFloat()))
        .toList();
  }

  private static boolean[] zeros(float[] weights) {
    boolean[] zeros = new boolean[weights.length];
    for (int i = 0; i < weights.length; i++) {
      zeros[i] = weights[i] == 0;
    }
    return zeros;
  }

  private static Net network(Model model) {
    return ModelFile.read(model.checkpoint());
  }
}
