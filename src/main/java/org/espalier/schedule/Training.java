package org.espalier.schedule;

import java.io.Serializable;

/**
 * A training, or the end of one, as its visits, each one pass over the rows of a shard.
 *
 * @param whole visits of the whole training
 * @param behind of them, those that are not part of this
 * @param learningRate of the whole training's first visit
 * @param decay of the rate, over the whole training
 * @param batch rows a step
 */
public record Training(long whole, long behind, double learningRate, RateDecay decay, int batch)
    implements Serializable {
  /** No visit at all: of a model that was given trained, nothing more is known. */
  public static final Training NONE = new Training(0, 0, 1, new ConstantRate(), 1);

  public Training {
    if (behind < 0 || behind > whole) {
      throw new IllegalArgumentException(
          "of %d visits %d cannot be behind".formatted(whole, behind));
    }
  }

  /** A whole training. */
  public static Training of(long visits, double learningRate, RateDecay decay, int batch) {
    return new Training(visits, 0, learningRate, decay, batch);
  }

  public long visits() {
    return whole - behind;
  }

  /** The rate of a visit, counted from 1. */
  public double rate(long visit) {
    return learningRate * decay.factor((double) (behind + visit - 1) / whole);
  }

  /** What is left of it when so many more visits are behind. */
  public Training after(long visits) {
    return new Training(whole, behind + visits, learningRate, decay, batch);
  }

  /** The same with so many visits more, over all of which its rate falls. */
  public Training lengthenedBy(long visits) {
    return new Training(whole + visits, behind, learningRate, decay, batch);
  }

  /** Its last visits alone. */
  public Training last(long visits) {
    return after(visits() - visits);
  }
}
