package org.espalier.schedule;

import java.io.Serializable;
import java.util.List;

/** How sparsity grows over the rounds until it reaches the target. */
public sealed interface SparsitySchedule extends Serializable
    permits OneShot, Linear, Geometric, Polynomial {
  /** As it is called in sweep files. */
  String name();

  /** What results show: the name with its settings. */
  String label();

  /**
   * The sparsity after each round, growing, always of the dense model, the last one equal to {@code
   * target}. Two targets share the rounds in which their levels agree.
   *
   * @param target in (0, 1)
   */
  List<Double> levels(double target);
}
