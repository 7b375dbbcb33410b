package org.espalier.cli;

import org.espalier.data.DataSets;
import org.espalier.network.Network;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;

/**
 * A data set beside a model on the command line, divided as a sweep does it unless told otherwise.
 */
final class ModelData {
  private static final double USUAL_VALIDATION = 0.1;

  private ModelData() {}

  static ShardSource open(String source) {
    return DataSets.open(new DataSpec(source, USUAL_VALIDATION, 1, 1), FileAccess.configuration());
  }

  /**
   * Whether a model's answers are classes of the data.
   *
   * @throws IllegalArgumentException where it tells more or fewer apart
   */
  static void checkClasses(Network model, ShardSource data) {
    long answers = model.layers().get(model.layers().size() - 1).out().size();
    if (answers != data.classes()) {
      throw new IllegalArgumentException(
          "it tells %d classes apart, but the data has %d".formatted(answers, data.classes()));
    }
  }
}
