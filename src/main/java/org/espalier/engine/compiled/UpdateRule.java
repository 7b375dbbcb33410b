package org.espalier.engine.compiled;

import java.util.Optional;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * How an updater of DL4J's moves values down their slopes.
 *
 * @param states how many numbers it remembers of each value
 */
record UpdateRule(int states, Timing timing) {
  /** What an updater does depends on how long the network has been trained. */
  @FunctionalInterface
  interface Timing {
    Move at(int iteration, int epoch);
  }

  /** One step of some values. */
  @FunctionalInterface
  interface Move {
    /**
     * Changes values, and what is remembered of them.
     *
     * @param states an array for each number that is remembered
     * @param count how many of each array there are
     */
    void move(float[] values, float[] slopes, float[][] states, int count);
  }

  /** Empty for updaters that are left to DL4J. */
  static Optional<UpdateRule> of(IUpdater updater) {
    if (updater instanceof Nesterovs nesterovs) {
      return Optional.of(
          new UpdateRule(1, (iteration, epoch) -> nesterovs(nesterovs, iteration, epoch)));
    }
    if (updater instanceof Adam adam) {
      return Optional.of(new UpdateRule(2, (iteration, epoch) -> adam(adam, iteration, epoch)));
    }
    if (updater instanceof Sgd sgd) {
      return Optional.of(
          new UpdateRule(
              0, (iteration, epoch) -> down((float) sgd.getLearningRate(iteration, epoch))));
    }
    return updater instanceof NoOp
        ? Optional.of(new UpdateRule(0, (iteration, epoch) -> down(1)))
        : Optional.empty();
  }

  private static Move down(float rate) {
    return (values, slopes, states, count) -> {
      for (int i = 0; i < count; i++) {
        values[i] -= rate * slopes[i];
      }
    };
  }

  /** Nesterov's accelerated gradient, in the form of Sutskever et al. 2013. */
  private static Move nesterovs(Nesterovs updater, int iteration, int epoch) {
    float rate = (float) updater.getLearningRate(iteration, epoch);
    float momentum = (float) updater.currentMomentum(iteration, epoch);
    return (values, slopes, states, count) -> {
      float[] velocities = states[0];
      for (int i = 0; i < count; i++) {
        float before = momentum * velocities[i];
        float velocity = before - rate * slopes[i];
        velocities[i] = velocity;
        values[i] -= before - (momentum + 1) * velocity;
      }
    };
  }

  /** Kingma and Ba 2015, algorithm 1. */
  private static Move adam(Adam updater, int iteration, int epoch) {
    float beta1 = (float) updater.getBeta1();
    float beta2 = (float) updater.getBeta2();
    float epsilon = (float) updater.getEpsilon();
    float rate =
        (float)
            (updater.getLearningRate(iteration, epoch)
                * Math.sqrt(1 - Math.pow(updater.getBeta2(), iteration + 1))
                / (1 - Math.pow(updater.getBeta1(), iteration + 1)));
    return (values, slopes, states, count) -> {
      float[] means = states[0];
      float[] squares = states[1];
      for (int i = 0; i < count; i++) {
        means[i] = beta1 * means[i] + (1 - beta1) * slopes[i];
        squares[i] = beta2 * squares[i] + (1 - beta2) * slopes[i] * slopes[i];
        values[i] -= rate * means[i] / ((float) Math.sqrt(squares[i]) + epsilon);
      }
    };
  }
}
