package org.espalier.schedule;

/**
 * Trains on from the weights that are left. Li et al. (2016) and Han et al. (2015) take a tenth to
 * a hundredth of the original rate, and keep it.
 *
 * @param visits to a shard, each one pass over its rows
 * @param learningRate of the first visit
 * @param batch rows a step
 * @param decay of the rate, over the visits of one round
 */
public record FineTune(int visits, double learningRate, int batch, RateDecay decay)
    implements RetrainPolicy {
  public FineTune {
    if (visits < 1) {
      throw new IllegalArgumentException("visits must be at least 1, not " + visits);
    }
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException("learning-rate must be above 0, not " + learningRate);
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1, not " + batch);
    }
  }

  /** At a constant rate. */
  public FineTune(int visits, double learningRate, int batch) {
    this(visits, learningRate, batch, new ConstantRate());
  }

  @Override
  public String name() {
    return "fine-tune";
  }

  @Override
  public String label() {
    String falling = decay instanceof ConstantRate ? "" : ", " + decay.label();
    return "fine-tune(%d visits, rate %s%s)".formatted(visits, learningRate, falling);
  }

  @Override
  public Training training(Training dense) {
    return Training.of(visits, learningRate, decay, batch);
  }
}
