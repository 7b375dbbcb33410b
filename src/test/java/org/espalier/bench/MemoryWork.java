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
import org.espalier.plan.Granularity;
import org.espalier.store.RunDirectory;
import org.espalier.sweep.Engine;
import org.espalier.sweep.Progress;
import org.espalier.sweep.Sweep;
import org.espalier.sweep.SweepPlan;
import org.espalier.sweep.spec.SweepSpec;

/**
 * A sweep of so many stages at a time that remove units of a kind: {@code NET GRANULARITY STAGES
 * ROWS}. Says by how much memory the process grows beyond what a sweep of next to nothing left,
 * where its heap is there from the start.
 */
public final class MemoryWork {
  static final int BATCH = 64;

  private static final int SMALL_BATCH = 16;
  private static final long PAGE = 4096;
  private static final int SHARDS = 2;

  /** With which memory is asked for all the same, in batches as large. */
  static final int FEW_ROWS = 128;

  static final int ROWS = 512;
  private static final int CALIBRATION_ROWS = 64;
  private static final long LOOK_MILLIS = 2;

  private MemoryWork() {}

  /** Prints one JSON object. */
  public static void main(String[] words) throws Exception {
    sweep(EngineNet.LENET, Granularity.CHANNEL.label(), 1, FEW_ROWS, SMALL_BATCH);
    long before = resident();
    AtomicLong peak = watched();
    sweep(
        EngineNet.of(words[0]),
        words[1],
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        BATCH);
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
  private static void sweep(EngineNet net, String granularity, int stages, int rows, int batch)
      throws Exception {
    SweepSpec spec =
        SweepFile.read(
            """
            run: memory
            model: {source: %s, train: {epochs: 1, batch: %d, learning-rate: 1e-4}}
            data: {shards: %d}
            search:
              criterion: [l1, l2, taylor, random]
              granularity: %s
              target: [0.2]
              calibration-rows: %d
              retrain: {policy: fine-tune, visits: 2, batch: %d, learning-rate: 1e-4}
            finalists: {count: 0}
            """
                .formatted(net.label(), batch, SHARDS, granularity, CALIBRATION_ROWS, batch),
            "sweep.yaml",
            List.of());
    Engine engine = new Dl4jEngine();
    NoiseSource data = net.source(SHARDS, rows);
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
