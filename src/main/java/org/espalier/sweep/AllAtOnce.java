package org.espalier.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All that is to be tried, known beforehand. */
record AllAtOnce(Batch batch) implements Proposals {
  @Override
  public Optional<Proposals> after(Function<Candidate, Optional<List<Double>>> costs) {
    return Optional.empty();
  }

  @Override
  public boolean isAll() {
    return true;
  }

  @Override
  public long candidates() {
    return batch.candidates().size() - batch.controls();
  }
}
