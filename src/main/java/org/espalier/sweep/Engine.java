package org.espalier.sweep;

import java.io.Serializable;
import java.util.function.BooleanSupplier;
import org.espalier.network.Network;

/** Port: all that needs tensors. Shipped to executors. */
public interface Engine extends Serializable {
  /** Reads a model's shape without running it. */
  Network network(Origin origin);

  /**
   * Does a visit's work. Never throws for what the model or its training did wrong: that comes back
   * as a failed report.
   *
   * @param cancelled asked after every mini-batch; when it says true the work ends
   */
  VisitReport perform(
      Visit visit, ShardSource data, Checkpoints checkpoints, BooleanSupplier cancelled);
}
