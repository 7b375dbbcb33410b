package org.espalier.store;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to drive a run, which one driver has at a time. It renews it as long as it lives; who
 * wants it waits until that stops, by its own clock, as clocks of machines differ. A driver that
 * was suspended for so long finds out that another has it, and ends.
 */
final class Lease implements Closeable {
  /**
   * How long things take.
   *
   * @param beat between renewals
   * @param term after which a lease that was not renewed has expired
   * @param settling until whoever took over an expired lease at the same time is heard of
   */
  record Terms(Duration beat, Duration term, Duration settling) {
    static final Terms USUAL =
        new Terms(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofSeconds(1));
  }

  static final String NAME = "driver.lease";
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final Folder folder;
  private final Terms terms;
  private final Thread renewals = new Thread(this::keepRenewing, "espalier-lease");
  private Holder mine = Holder.here();
  private boolean lost;
  private Optional<Holder> taker = Optional.empty();
  private long renewed = System.nanoTime();

  private Lease(Folder folder, Terms terms) {
    this.folder = folder;
    this.terms = terms;
    renewals.setDaemon(true);
  }

  /**
   * Takes the lease, at once where nobody has it or its holder's process has ended.
   *
   * @throws StoreException where another driver is alive
   */
  static Lease take(Folder folder, Terms terms) throws IOException {
    Lease lease = new Lease(folder, terms);
    lease.acquire();
    lease.renewals.start();
    return lease;
  }

  private void acquire() throws IOException {
    byte[] seen = null;
    long since = System.nanoTime();
    while (!folder.createNew(NAME, mine.text())) {
      byte[] now = folder.exists(NAME) ? folder.read(NAME) : null;
      if (now == null) {
        continue;
      }
      Optional<Holder> other = Holder.of(now);
      if (seen != null && !Arrays.equals(seen, now)) {
        throw refused(other);
      }
      if (other.filter(Holder::hasEnded).isPresent()
          || System.nanoTime() - since > terms.term().toNanos()) {
        takeOver();
        return;
      }
      if (seen == null) {
        LOG.warn(
            "{} was driven by {}; waiting to see whether it still is",
            folder.location(),
            name(other));
      }
      seen = now;
      rest(terms.beat());
    }
  }

  private void takeOver() throws IOException {
    folder.write(NAME, mine.text());
    rest(terms.settling());
    Optional<Holder> holder = holder();
    if (!holder.map(Holder::name).equals(Optional.of(mine.name()))) {
      throw refused(holder);
    }
  }

  /** Fails where another driver has taken over. */
  synchronized void check() throws IOException {
    if (System.nanoTime() - renewed > terms.term().toNanos()) {
      renew(); // this process slept, and its threads wake up in any order
    }
    if (lost) {
      throw new IOException(
          taker
              .map(other -> "%s (process %d)".formatted(other.host(), other.pid()))
              .orElse("another driver, which has ended by now,")
              .concat(" has taken over this run"));
    }
  }

  private void keepRenewing() {
    try {
      while (isMine()) {
        Thread.sleep(terms.beat().toMillis());
        renew();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isMine() {
    return !lost;
  }

  private synchronized void renew() {
    try {
      Optional<Holder> holder = holder();
      if (!holder.map(Holder::name).equals(Optional.of(mine.name()))) {
        lost = true; // where there is none, whoever took it over has given it back
        taker = holder;
        return;
      }
      mine = mine.renewed();
      folder.write(NAME, mine.text());
      renewed = System.nanoTime();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the lease on {} could not be renewed: {}", folder.location(), e.getMessage());
    }
  }

  private Optional<Holder> holder() throws IOException {
    return folder.exists(NAME) ? Holder.of(folder.read(NAME)) : Optional.empty();
  }

  /** Leaves the run to others. */
  @Override
  public void close() throws IOException {
    renewals.interrupt();
    synchronized (this) {
      if (isMine()) {
        folder.delete(NAME);
      }
    }
  }

  private StoreException refused(Optional<Holder> other) {
    return new StoreException(
        "%s is being driven by %s. Wait until that has ended, or end it; or name another --out."
            .formatted(folder.location(), name(other)));
  }

  private static String name(Optional<Holder> holder) {
    return holder
        .map(
            some -> "process %d on %s, since %s".formatted(some.pid(), some.host(), some.started()))
        .orElse("another process");
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the run's lease.");
    }
  }
}
