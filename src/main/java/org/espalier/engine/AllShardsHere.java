package org.espalier.engine;

import java.util.function.BooleanSupplier;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Scoring;

/** On this thread, one shard after the other. */
record AllShardsHere(Inputs inputs, BooleanSupplier cancelled, String place) implements AllShards {
  @Override
  public void fit(Model model, Fit fit) {
    model.fit(fit, inputs.data(), cancelled);
  }

  @Override
  public Evaluation evaluate(Model model, Scoring scoring) {
    return model.evaluate(inputs.scored(scoring));
  }
}
