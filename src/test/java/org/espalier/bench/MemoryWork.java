package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.espalier.codec.SweepFile;
import org.espalier.engine.Dl4jEngine;
import org.espalier.local.LocalExecutor;
import org.espalier.store.RunDirectory;
import org.espalier.sweep.Engine;
import org.espalier.sweep.Progress;
import org.espalier.sweep.Sweep;
import org.espalier.sweep.SweepPlan;
import org.espalier.sweep.spec.SweepSpec;

/**
 * A sweep of so many stages at a time, in a process whose heap is there from the start: {@code NET
 * STAGES}. Says by how much memory the process grows beyond what a sweep of next to nothing left.
 */
public final class MemoryWork {
  static final int BATCH = 64;

  private static final int SMALL_BATCH = 16;
  private static final long PAGE = 4096;
  private static final int SHARDS = 2;
  private static final int ROWS = 512;
  private static final long LOOK_MILLIS = 2;

  private MemoryWork() {}

  /** Prints one JSON object. */
  public static void main(String[] words) throws Exception {
    sweep(EngineNet.LENET, 1, SMALL_BATCH);
    long before = resident();
    AtomicLong peak = watched();
    sweep(EngineNet.of(words[0]), Integer.parseInt(words[1]), BATCH);
    System.out.println(new ObjectMapper().createObjectNode().put("native", peak.get() - before));
  }

  private static AtomicLong watched() {
    AtomicLong peak = new AtomicLong();
    Thread watch =
        new Thread(
            () -> {
              while (!Thread.interrupted()) {
                peak.accumulateAndGet(resident(), Math::max);
                LockSupport.parkNanos(1_000_000 * LOOK_MILLIS);
              }
            });
    watch.setDaemon(true);
    watch.start();
    return peak;
  }

  /** Paths differ in their criterion; each stage trains over both shards. */
  private static void sweep(EngineNet net, int stages, int batch) throws Exception {
    SweepSpec spec =
        SweepFile.read(
            """
            run: memory
            model: {source: %s, train: {epochs: 1, batch: %d, learning-rate: 1e-4}}
            data: {shards: %d}
            search:
              criterion: [l1, l2, fpgm, random]
              target: [0.2]
              retrain: {policy: fine-tune, visits: 2, batch: %d, learning-rate: 1e-4}
            finalists: {count: 0}
            """
                .formatted(net.label(), batch, SHARDS, batch),
            "sweep.yaml",
            List.of());
    Engine engine = new Dl4jEngine();
    NoiseSource data = net.source(SHARDS, ROWS);
    SweepPlan plan = new SweepPlan(spec, engine.network(net.origin()), net.origin(), "", data);
    Path folder = Files.createTempDirectory("espalier-memory");
    try (RunDirectory run =
            RunDirectory.open(folder.toString(), new Configuration(), SimulatedSweep.FORMAT);
        LocalExecutor executor = new LocalExecutor(engine, data, run.checkpoints(), stages)) {
      new Sweep(plan, executor, run, Progress.UNSEEN).run();
    } finally {
      SimulatedSweep.delete(folder);
    }
  }

  private static long resident() {
    try {
      return PAGE * Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);
    } catch (IOException e) {
      throw new IllegalStateException("a process can look at itself", e);
    }
  }
}
