package org.espalier.spark.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.lang3.SerializationUtils;
import org.espalier.engine.training.StageFailure;
import org.junit.jupiter.api.Test;

/** What becomes of what a task throws: a failure, a loss, or a try elsewhere. */
class TryTest {
  @Test
  void aValueComesBack() throws Exception {
    assertThat(sent(Try.of(() -> 7)).get()).isEqualTo(7);
  }

  @Test
  void whatTheModelDoesWrongIsAFailure() throws Exception {
    Try<Integer> failed =
        Try.of(
            () -> {
              throw new StageFailure("the loss became NaN");
            });

    assertThatThrownBy(sent(failed)::get)
        .isInstanceOf(StageFailure.class)
        .hasMessage("the loss became NaN");
  }

  /** Those beside it on its machine may have taken it all, so another may have it. */
  @Test
  void wantOfMemoryIsNoFailure() throws Exception {
    Try<Integer> lost =
        Try.of(
            () -> {
              throw new IllegalStateException(new OutOfMemoryError("native"));
            });

    assertThatThrownBy(sent(lost)::get).isInstanceOf(OutOfMemoryError.class).hasMessage("native");
  }

  @Test
  void whatCannotBeReadIsThrown() {
    UncheckedIOException unread = new UncheckedIOException(new IOException("gone"));

    assertThatThrownBy(
            () ->
                Try.of(
                    () -> {
                      throw unread;
                    }))
        .isSameAs(unread);
  }

  private static Try<Integer> sent(Try<Integer> tried) {
    return SerializationUtils.clone(tried);
  }
}
