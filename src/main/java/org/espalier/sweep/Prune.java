package org.espalier.sweep;

import java.io.Serializable;
import java.util.List;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Pool;

/**
 * The removal of one round.
 *
 * @param pools the pools it touches, with their dense sizes
 * @param sparsity of those pools afterwards, of the dense model
 * @param calibrationRows how many rows of the shard tell what criteria ask of data
 * @param seed of random criteria
 */
public record Prune(
    Criterion criterion,
    Normalizer normalizer,
    Ranking ranking,
    Granularity granularity,
    List<Pool> pools,
    double sparsity,
    int calibrationRows,
    long seed)
    implements Serializable {
  public Prune {
    pools = List.copyOf(pools);
  }
}
