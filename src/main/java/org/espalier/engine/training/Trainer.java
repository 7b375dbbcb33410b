package org.espalier.engine.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.espalier.engine.compiled.Fitting;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.Net;
import org.espalier.engine.surgery.Mask;
import org.espalier.network.Network;
import org.espalier.schedule.GroupSparsity;
import org.espalier.schedule.ScaleSparsity;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a model over a shard's rows, once. */
public final class Trainer {
  /** Far below all that moves a weight, and far above what a pass can fade to 1.2e-38. */
  private static final float TRACE = 1e-25f;

  private Trainer() {}

  /**
   * Changes the network.
   *
   * @throws StageFailure where the loss is no longer finite, or the work was cancelled
   */
  public static void fit(Net net, Network network, Fit fit, Rows rows, BooleanSupplier cancelled) {
    prepare(net, network, fit, cancelled);
    try (Fitting fitting = Fitting.of(net)) {
      fitting.pass(RowBatches.shuffled(rows, fit, net.inputFormat()));
    }
    net.listenTo();
  }

  /**
   * Makes a network ready to be fitted on this thread: at the right rate, with penalties, with
   * zeros held and dropout seeded.
   *
   * @param cancelled asked after every mini-batch; fitting ends with a {@link StageFailure} then
   */
  public static void prepare(Net net, Network network, Fit fit, BooleanSupplier cancelled) {
    net.setLearningRate(fit.learningRate());
    forgetTraces(net);
    List<TrainingListener> listeners = new ArrayList<>(List.of(new Watch(cancelled)));
    if (fit.penalty() instanceof ScaleSparsity penalty) {
      listeners.add(new ScalePenalty(net, network, penalty));
    }
    if (fit.penalty() instanceof GroupSparsity penalty) {
      listeners.add(new GroupPenalty(net, network, penalty));
    }
    if (fit.holdZeros()) {
      listeners.add(new HoldZeros(net, Mask.ofZeros(net, network)));
    }
    net.listenTo(listeners.toArray(new TrainingListener[0]));
    // Of dropout and noise: DL4J draws them from the thread's generator, whatever it did before.
    Nd4j.getRandom().setSeed(fit.seed());
  }

  /**
   * Momentum of what no longer gets a gradient, as dead neurons do not, fades until it is denormal,
   * and the CPU is many times slower with such numbers. It is let go before that.
   */
  private static void forgetTraces(Net net) {
    INDArray state = net.updater().getStateViewArray();
    if (state != null && !state.isEmpty()) {
      float[] values = state.data().asFloat();
      for (int i = 0; i < values.length; i++) {
        if (Math.abs(values[i]) < TRACE) {
          values[i] = 0;
        }
      }
      state.assign(Nd4j.createFromArray(values).reshape(state.shape()));
    }
  }

  /** Ends training that leads nowhere. {@code fit} does not listen to interrupts. */
  private static final class Watch extends BaseTrainingListener {
    private final BooleanSupplier cancelled;

    Watch(BooleanSupplier cancelled) {
      this.cancelled = cancelled;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      if (cancelled.getAsBoolean()) {
        throw new StageFailure("cancelled");
      }
      if (!Double.isFinite(model.score())) {
        throw new StageFailure(
            "the loss became %s after %d steps; a lower learning-rate may help"
                .formatted(model.score(), iteration));
      }
    }
  }

  /**
   * Takes the gradient from what is pruned. As its value and its updater state are zero too, it
   * never moves: neither momentum nor weight decay can bring it back.
   */
  private static final class HoldZeros extends BaseTrainingListener {
    private final Net net;
    private final Mask mask;
    private INDArray alive;

    HoldZeros(Net net, Mask mask) {
      this.net = net;
      this.mask = mask;
    }

    @Override
    public void onGradientCalculation(Model model) {
      INDArray gradients = net.gradients();
      if (alive == null) {
        alive = mask.array(gradients);
      }
      gradients.muli(alive);
    }
  }
}
