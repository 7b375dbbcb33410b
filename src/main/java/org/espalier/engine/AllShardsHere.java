package org.espalier.engine;

import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;

/** On this thread, one shard after the other. */
record AllShardsHere(ShardSource data, BooleanSupplier cancelled, String place)
    implements AllShards {
  @Override
  public void fit(Model model, Fit fit) {
    model.fit(fit, IntStream.range(0, data.shards()).mapToObj(data::shard).toList(), cancelled);
  }

  @Override
  public Evaluation evaluate(Model model, Scoring scoring) {
    return model.evaluate(data, scoring);
  }
}
