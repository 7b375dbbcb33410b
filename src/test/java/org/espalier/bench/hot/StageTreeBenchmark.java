package org.espalier.bench.hot;

import java.util.concurrent.TimeUnit;
import org.espalier.sweep.MadeUpPlan;
import org.espalier.sweep.SweepPlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a sweep file to the tree of all stages: nine stages a path. */
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StageTreeBenchmark {
  @Param({"10", "100", "1000"})
  int paths;

  private String spec;

  @Setup
  public void write() {
    spec = MadeUpPlan.sweepOf(paths);
  }

  @Benchmark
  public int stages() {
    SweepPlan plan = MadeUpPlan.of(spec);
    return plan.tree().stages().size();
  }
}
