package org.espalier.engine.training;

import java.util.function.BooleanSupplier;
import org.espalier.engine.compiled.Fitting;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.feed.Steps;
import org.espalier.engine.net.Net;
import org.espalier.network.Network;
import org.espalier.sweep.Fit;
import org.espalier.sweep.ShardSource;

/**
 * Trains one model over several shards: after every few mini-batches the model is the {@link
 * Average} of replicas that were trained on a shard each. A shard whose rows are through counts as
 * it is, until those of all are, so that every row is seen once and all shards weigh the same.
 *
 * <p>Here the replicas take turns on one thread; what comes of it does not depend on that.
 */
public final class Averaging {
  private Averaging() {}

  /**
   * Changes the network, by one pass over all shards, of which it holds one at a time.
   *
   * @throws StageFailure where the loss is no longer finite, or the work was cancelled
   */
  public static void fit(
      Net net, Network network, Fit fit, ShardSource data, BooleanSupplier cancelled) {
    Net replica = net.copy();
    try (Fitting fitting = Fitting.of(replica)) {
      for (Steps steps : Steps.ofAll(data.largestShard(), fit.batch(), fit.averaging())) {
        Average average = new Average(net);
        for (int shard = 0; shard < data.shards(); shard++) {
          becomeLike(net, replica);
          RowBatches next =
              RowBatches.shuffled(data.shard(shard), fit.onShard(shard), net.inputFormat())
                  .only(steps);
          if (next.hasNext()) {
            prepare(replica, network, fit, shard, steps, cancelled);
            fitting.pass(next);
          }
          average.add(replica.flat(), replica.updaterState().orElse(null));
        }
        average.giveToModel(steps);
      }
    }
    net.setProgress(net.iterations(), net.epochs() + 1);
  }

  /** Makes a replica ready for its shard's next mini-batches, on this thread. */
  public static void prepare(
      Net replica, Network network, Fit fit, int shard, Steps steps, BooleanSupplier cancelled) {
    Trainer.prepare(replica, network, fit.onShard(shard).from(steps.from()), cancelled);
  }

  private static void becomeLike(Net net, Net replica) {
    replica.flat().assign(net.flat());
    net.updaterState().ifPresent(state -> replica.updaterState().orElseThrow().assign(state));
    replica.setProgress(net.iterations(), net.epochs());
  }
}
