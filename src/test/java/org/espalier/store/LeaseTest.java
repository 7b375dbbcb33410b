package org.espalier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 6: one driver at a time. */
@Timeout(60)
class LeaseTest {
  private static final Lease.Terms BRIEF =
      new Lease.Terms(Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofMillis(100));

  @TempDir private Path temp;

  @Test
  void aSecondDriverIsRefusedAndToldWhoIsAtWork() throws IOException {
    try (Lease first = take()) {
      assertThatThrownBy(this::take)
          .isInstanceOf(StoreException.class)
          .hasMessageContainingAll(
              temp.toString(), "process " + ProcessHandle.current().pid(), "another --out");
      assertThatCode(first::check).doesNotThrowAnyException();
    }
  }

  @Test
  void aLeaseThatWasGivenBackIsTakenAtOnce() throws IOException {
    take().close();
    assertThat(lease()).doesNotExist();
    take().close();
  }

  @Test
  void aLeaseThatIsNotRenewedExpires() throws IOException {
    write(elsewhere());
    Instant before = Instant.now();
    try (Lease taken = take()) {
      assertThat(Duration.between(before, Instant.now())).isGreaterThan(BRIEF.term());
      assertThatCode(taken::check).doesNotThrowAnyException();
    }
  }

  @Test
  void halfALeaseExpiresToo() throws IOException {
    Files.writeString(lease(), "name=");
    take().close();
  }

  /** Its process number may be another's by now. */
  @Test
  void whoseProcessEndedOnThisMachineIsNotWaitedFor() throws IOException {
    Holder here = Holder.here();
    for (long pid : new long[] {here.pid(), 1L << 30}) {
      write(new Holder("gone", here.host(), here.machine(), pid, Instant.EPOCH, 3));
      Instant before = Instant.now();
      take().close();
      assertThat(Duration.between(before, Instant.now())).isLessThan(BRIEF.term());
    }
  }

  @Test
  void aDriverThatSleptFindsOutThatAnotherHasTakenOver() throws Exception {
    try (Lease slept = take()) {
      Holder other = elsewhere();
      write(other);
      while (true) {
        try {
          slept.check();
          Thread.sleep(5);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining(other.host());
          break;
        }
      }
    }
    assertThat(Files.readString(lease())).as("the other's lease").contains("name=elsewhere");
  }

  /** The other may have finished the run in the meantime. */
  @Test
  void aDriverThatSleptFindsOutThatAnotherHasComeAndGone() throws Exception {
    try (Lease slept = take()) {
      Files.delete(lease());
      while (true) {
        try {
          slept.check();
          Thread.sleep(5);
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("another driver");
          break;
        }
      }
    }
    assertThat(lease()).doesNotExist();
  }

  @Test
  void ofManyThatTakeOverAtOnceOneGetsIt() throws Exception {
    int drivers = 8;
    for (int round = 0; round < 5; round++) {
      write(elsewhere());
      CyclicBarrier together = new CyclicBarrier(drivers);
      ExecutorService threads = Executors.newFixedThreadPool(drivers);
      List<Future<Lease>> taken = new ArrayList<>();
      for (int i = 0; i < drivers; i++) {
        Callable<Lease> driver =
            () -> {
              together.await();
              return take();
            };
        taken.add(threads.submit(driver));
      }
      int got = 0;
      for (Future<Lease> some : taken) {
        got += gets(some) ? 1 : 0;
      }
      assertThat(got).isEqualTo(1);
      threads.shutdown();
      Files.deleteIfExists(lease());
    }
  }

  private static boolean gets(Future<Lease> taken) throws Exception {
    try {
      taken.get().close();
      return true;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(StoreException.class);
      return false;
    }
  }

  private static Holder elsewhere() {
    return new Holder("elsewhere", "other-host", "other machine", 7, Instant.EPOCH, 12);
  }

  private Lease take() throws IOException {
    return Lease.take(new LocalFolder(temp), BRIEF);
  }

  private void write(Holder holder) throws IOException {
    Files.write(lease(), holder.text());
  }

  private Path lease() {
    return temp.resolve(Lease.NAME);
  }
}
