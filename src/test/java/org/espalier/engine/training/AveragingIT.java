package org.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.Model;
import org.espalier.engine.ModelFile;
import org.espalier.engine.RandomShards;
import org.espalier.engine.SmallResidual;
import org.espalier.engine.compiled.Fitting;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.feed.Steps;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.espalier.sweep.spec.Augmentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Training over all shards, against its rule written down once more, and law 2 through it. */
class AveragingIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final RandomShards DATA = new RandomShards(INPUT, 4, List.of(49, 48, 33));

  /** Law 2: 90 % of the weights, through momentum, averages, epochs, and files between them. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet-300-100", "vgg-small", "residual"})
  void whatIsPrunedStaysPruned(String architecture) {
    Model dense = model(architecture);
    dense.fit(fit(9, false, 2), DATA, () -> false);
    Model model = dense.prune(prune(dense, Granularity.WEIGHT, 0.9));
    boolean[] zeros = zeros(model);
    byte[] before = model.checkpoint();

    for (int epoch = 1; epoch <= 3; epoch++) {
      model.fit(fit(epoch, true, 2), DATA, () -> false);
      model = Model.read(model.checkpoint(), INPUT);
    }

    assertThat(model.checkpoint()).as("it did train").isNotEqualTo(before);
    assertThat(zeros(model)).isEqualTo(zeros);
  }

  /** Law 2 of channels: what was cut stays out, and the shape trains on. */
  @Test
  void shapesStay() {
    Model dense = model("vgg-small");
    Model cut = dense.prune(prune(dense, Granularity.CHANNEL, 0.5));
    long parameters = cut.network().cost().parameters();
    cut.fit(fit(1, false, 2), DATA, () -> false);
    assertThat(cut.network().cost().parameters()).isEqualTo(parameters);
    assertThat(cut.net().flat().length()).isEqualTo(parameters);
  }

  /**
   * To the bit the rule, with a network of its own for each replica and means taken in Java: three
   * shards of 7, 6 and 5 mini-batches, averaged after 2, so that in the last round two stand still.
   */
  @ParameterizedTest
  @ValueSource(strings = {"lenet-300-100", "lenet", "vgg-small"})
  void isTheMeanOfReplicasThatAreTrainedApart(String architecture) {
    Fit fit = fit(1, true, 2);
    Model model = model(architecture);
    float[] values = values(model.net().flat());
    float[] state = values(state(model));
    for (int round = 0; round < 4; round++) {
      float[] sumOfValues = new float[values.length];
      float[] sumOfState = new float[state.length];
      for (int shard = 0; shard < 3; shard++) {
        Model replica = model(architecture);
        set(replica.net().flat(), values);
        set(state(replica), state);
        train(replica, fit, shard, round);
        add(sumOfValues, replica.net().flat());
        add(sumOfState, state(replica));
      }
      values = third(sumOfValues);
      state = third(sumOfState);
    }

    model.fit(fit, DATA, () -> false);

    assertThat(values(model.net().flat())).isEqualTo(values);
    assertThat(values(state(model))).isEqualTo(state);
    assertThat(model.net().iterations()).isEqualTo(7);
    assertThat(model.net().epochs()).isEqualTo(1);
  }

  /** With one shard nothing is left to be averaged: it is a visit to that shard. */
  @Test
  void overOneShardItIsAVisit() {
    RandomShards one = new RandomShards(INPUT, 4, List.of(50));
    Fit fit = fit(1, true, 3);
    Model averaged = model("vgg-small");
    averaged.fit(fit, one, () -> false);
    Model visited = model("vgg-small");
    visited.fit(fit.onShard(0), one.shard(0), () -> false);
    assertThat(averaged.checkpoint()).isEqualTo(visited.checkpoint());
  }

  @Test
  void aPassIsCutIntoAFewMiniBatchesAtATime() {
    assertThat(Steps.ofAll(49, 8, 2))
        .containsExactly(new Steps(0, 2), new Steps(2, 4), new Steps(4, 6), new Steps(6, 7));
    assertThat(Steps.ofAll(8, 8, 5)).containsExactly(new Steps(0, 1));
  }

  @Test
  void cancelledTrainingEndsAfterTheBatch() {
    int[] asked = {0};
    assertThatThrownBy(() -> model("lenet").fit(fit(1, true, 2), DATA, () -> ++asked[0] == 5))
        .isInstanceOf(StageFailure.class)
        .hasMessage("cancelled");
    assertThat(asked[0]).isEqualTo(5);
  }

  private static void train(Model replica, Fit fit, int shard, int round) {
    RowBatches batches =
        RowBatches.shuffled(DATA.shard(shard), fit.onShard(shard), replica.net().inputFormat());
    List<DataSet> all = new ArrayList<>();
    batches.forEachRemaining(all::add);
    assertThat(all).hasSize(List.of(7, 6, 5).get(shard));
    Trainer.prepare(replica.net(), replica.network(), fit, () -> false);
    try (Fitting fitting = Fitting.of(replica.net())) {
      for (DataSet batch :
          all.subList(Math.min(2 * round, all.size()), Math.min(2 * round + 2, all.size()))) {
        fitting.step(batch.getFeatures(), batch.getLabels());
      }
    }
  }

  private static INDArray state(Model model) {
    return model.net().updater().getStateViewArray();
  }

  private static float[] values(INDArray array) {
    return array.dup().data().asFloat();
  }

  private static void set(INDArray array, float[] values) {
    array.assign(Nd4j.createFromArray(values).reshape(array.shape()));
  }

  private static void add(float[] sum, INDArray array) {
    float[] values = values(array);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  private static float[] third(float[] sum) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = sum[i] / 3;
    }
    return mean;
  }

  /** Of all values whether they are zero; biases and running means start so, and do not stay. */
  private static boolean[] zeros(Model model) {
    float[] values = values(model.net().flat());
    boolean[] zeros = new boolean[values.length];
    model
        .network()
        .weights()
        .forEach(
            weights -> {
              INDArray array = model.net().parameter(weights.name());
              int start = (int) (array.offset() - model.net().flat().offset());
              for (int i = start; i < start + array.length(); i++) {
                zeros[i] = values[i] == 0;
              }
            });
    return zeros;
  }

  private static Model model(String architecture) {
    return architecture.equals("residual")
        ? Model.read(ModelFile.checkpoint(SmallResidual.net(INPUT, 4, 3)), INPUT)
        : Model.fresh(new Origin.Fresh(architecture, INPUT, 4, 3));
  }

  private static Fit fit(long epoch, boolean holdZeros, int averaging) {
    return new Fit(
        0.01, 8, epoch, holdZeros, Augmentation.FLIP_CROP, new NoSparseTraining(), averaging);
  }

  private static Prune prune(Model dense, Granularity granularity, double sparsity) {
    return new Prune(
        new L1Norm(),
        new NoNormalizer(),
        Ranking.LOCAL,
        granularity,
        Pools.of(dense.network(), granularity, Guards.NONE),
        sparsity,
        64,
        1);
  }
}
