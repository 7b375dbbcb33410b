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
    Checks.atLeastOne("visits", visits);
    Checks.positive("learning-rate", learningRate);
    Checks.atLeastOne("batch", batch);
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
