package org.espalier.schedule;

import java.util.Optional;

/**
 * Trains on from the weights that are left, with the rates of the dense model's last visits: where
 * these fall, the rate goes up again and falls once more. Renda, Frankle and Carbin, Comparing
 * Rewinding and Fine-tuning in Neural Network Pruning (2020), find it as good as weight rewinding
 * or better.
 *
 * @param visits of the dense model's training that are repeated, its last ones
 */
public record LearningRateRewinding(int visits) implements RetrainPolicy {
  public LearningRateRewinding {
    Checks.atLeastOne("visits", visits);
  }

  @Override
  public String name() {
    return "learning-rate-rewinding";
  }

  @Override
  public String label() {
    return "learning-rate-rewinding(%d visits)".formatted(visits);
  }

  @Override
  public Training training(Training dense) {
    return dense.last(visits);
  }

  @Override
  public Optional<String> lacking(Training dense) {
    if (dense.visits() == 0) {
      return Optional.of(
          "needs the rates of the dense model's training, and this one is given trained");
    }
    return visits <= dense.visits()
        ? Optional.empty()
        : Optional.of(
            "cannot repeat %d visits: the dense model's training has %d, its epochs times the shards"
                .formatted(visits, dense.visits()));
  }
}
