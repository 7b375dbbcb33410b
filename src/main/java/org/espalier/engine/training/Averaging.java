package org.espalier.engine.training;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.feed.Steps;
import org.espalier.engine.net.Net;
import org.espalier.network.Network;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Rows;

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
   * Changes the network, by one pass over all shards.
   *
   * @throws StageFailure where the loss is no longer finite, or the work was cancelled
   */
  public static void fit(
      Net net, Network network, Fit fit, List<Rows> shards, BooleanSupplier cancelled) {
    List<RowBatches> batches =
        IntStream.range(0, shards.size())
            .mapToObj(i -> RowBatches.shuffled(shards.get(i), fit.onShard(i), net.inputFormat()))
            .toList();
    Net replica = net.copy();
    List<Integer> rows = shards.stream().map(Rows::count).toList();
    for (Steps steps : Steps.ofAll(rows, fit.batch(), fit.averaging())) {
      Average average = new Average(net);
      for (int shard = 0; shard < shards.size(); shard++) {
        becomeLike(net, replica);
        RowBatches next = batches.get(shard).only(steps);
        if (next.hasNext()) {
          prepare(replica, network, fit, shard, steps, cancelled);
          replica.fit(next);
        }
        average.add(replica.flat(), replica.updaterState().orElse(null));
      }
      average.giveToModel(steps);
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
