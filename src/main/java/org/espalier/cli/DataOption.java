package org.espalier.cli;

import org.espalier.data.DataSets;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;

/** A data set on the command line, of which only the test rows are wanted. */
final class DataOption {
  private static final double ANY_VALIDATION = 0.1;

  private DataOption() {}

  static ShardSource open(String source) {
    return DataSets.open(new DataSpec(source, ANY_VALIDATION, 1, 1));
  }
}
