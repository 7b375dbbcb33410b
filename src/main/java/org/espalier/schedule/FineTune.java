package org.espalier.schedule;

/**
 * Trains on from the weights that are left, at a constant learning rate. Li et al. (2016) and Han
 * et al. (2015) take a tenth to a hundredth of the original rate.
 *
 * @param visits to a shard, each one pass over its rows
 * @param batch rows a step
 */
public record FineTune(int visits, double learningRate, int batch) implements RetrainPolicy {
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

  @Override
  public String name() {
    return "fine-tune";
  }

  @Override
  public String label() {
    return "fine-tune(%d visits, rate %s)".formatted(visits, learningRate);
  }
}
