package org.espalier.schedule;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Gives the weights that are left the values that they had early in the dense model's training, and
 * trains from there to the end with the rates of that training. Frankle and Carbin, The Lottery
 * Ticket Hypothesis (2019), go back to the initial weights; Renda, Frankle and Carbin (2020) to
 * those after some training.
 *
 * @param toVisit of the dense model's training, the last one that is kept; 0 for the initial
 *     weights
 */
public record WeightRewinding(int toVisit) implements RetrainPolicy {
  public WeightRewinding {
    if (toVisit < 0) {
      throw new IllegalArgumentException("to-visit must be 0 or more, not " + toVisit);
    }
  }

  @Override
  public String name() {
    return "weight-rewinding";
  }

  @Override
  public String label() {
    return "weight-rewinding(to visit %d)".formatted(toVisit);
  }

  @Override
  public Training training(Training dense) {
    return dense.after(toVisit);
  }

  @Override
  public OptionalInt rewindsTo() {
    return OptionalInt.of(toVisit);
  }

  @Override
  public Optional<String> lacking(Training dense) {
    if (dense.visits() == 0) {
      return Optional.of(
          "needs the weights of the dense model's training, and this one is given trained");
    }
    return toVisit < dense.visits()
        ? Optional.empty()
        : Optional.of(
            "leaves nothing to train after visit %d: the dense model's training has %d, its epochs times the shards"
                .formatted(toVisit, dense.visits()));
  }
}
