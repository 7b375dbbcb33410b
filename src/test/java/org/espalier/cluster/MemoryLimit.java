package org.espalier.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Kills processes that take more memory than they may, as a kernel does. */
final class MemoryLimit implements AutoCloseable {
  private final long mebibytes;
  private final Supplier<List<ProcessHandle>> processes;
  private final AtomicInteger killed = new AtomicInteger();
  private final Thread watch = new Thread(this::watch, "memory-limit");

  private MemoryLimit(long mebibytes, Supplier<List<ProcessHandle>> processes) {
    this.mebibytes = mebibytes;
    this.processes = processes;
  }

  static MemoryLimit of(long mebibytes, Supplier<List<ProcessHandle>> processes) {
    MemoryLimit limit = new MemoryLimit(mebibytes, processes);
    limit.watch.start();
    return limit;
  }

  int killed() {
    return killed.get();
  }

  private void watch() {
    try {
      while (true) {
        for (ProcessHandle process : processes.get()) {
          if (resident(process) > mebibytes) {
            Cluster.kill(process);
            killed.incrementAndGet();
          }
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static long resident(ProcessHandle process) {
    try {
      String pages =
          Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ", 3)[1];
      return Long.parseLong(pages) * 4096 / (1 << 20);
    } catch (IOException e) {
      return 0; // it has ended
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
