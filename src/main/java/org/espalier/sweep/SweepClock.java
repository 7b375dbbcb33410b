package org.espalier.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Port: the time in which a sweep lives. Only a simulation has one of its own. */
public interface SweepClock {
  /** Everybody's time. */
  SweepClock REAL =
      new SweepClock() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public <T> Optional<T> await(BlockingQueue<T> queue, Duration patience)
            throws InterruptedException {
          return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        }
      };

  Instant now();

  /**
   * Takes what others put into a queue; lets time pass until there is something, or long enough.
   */
  <T> Optional<T> await(BlockingQueue<T> queue, Duration patience) throws InterruptedException;
}
