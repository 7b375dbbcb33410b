package org.espalier.spark.averaging;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.espalier.engine.training.StageFailure;
import org.espalier.sweep.RootCause;

/**
 * What came of a task: a value, or why there is none. Thrown, a loss that is no longer finite would
 * be computed again for each of Spark's retries, and an {@link OutOfMemoryError} end the executor.
 */
final class Try<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // A model's values, or what they answer: both are.
  private final T value;

  private final String failure;
  private final OutOfMemoryError wantOfMemory;

  private Try(T value, String failure, OutOfMemoryError wantOfMemory) {
    this.value = value;
    this.failure = failure;
    this.wantOfMemory = wantOfMemory;
  }

  /** Does the work on this thread; what cannot be read or sent is thrown, to be tried elsewhere. */
  static <T> Try<T> of(Callable<T> work) throws Exception {
    try {
      return new Try<>(work.call(), null, null);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (StageFailure | IllegalArgumentException e) {
      return new Try<>(null, RootCause.told(e), null);
    } catch (RuntimeException | OutOfMemoryError e) {
      return new Try<>(null, RootCause.of(e), RootCause.wantOfMemory(e).orElse(null));
    }
  }

  /**
   * The value.
   *
   * @throws StageFailure where there is none
   * @throws OutOfMemoryError where there was no memory: those beside it may have taken it all
   */
  T get() {
    if (wantOfMemory != null) {
      throw wantOfMemory;
    }
    if (failure != null) {
      throw new StageFailure(failure);
    }
    return value;
  }
}
