package org.espalier.bench.hot;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.espalier.bench.MadeUpPoints;
import org.espalier.frontier.Front;
import org.espalier.frontier.Hypervolume;
import org.espalier.frontier.Point;
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

/** Frontiers on which every point stands, which is the most that they can cost. */
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FrontierBenchmark {
  @Param({"100", "1000"})
  int points;

  @Param({"2", "3", "4"})
  int objectives;

  private List<Point> all;
  private List<Double> reference;

  @Setup
  public void draw() {
    all = MadeUpPoints.undominated(new Random(1), points, objectives);
    reference = Collections.nCopies(objectives, 1.1);
  }

  @Benchmark
  public List<Point> front() {
    return Front.of(all);
  }

  @Benchmark
  public double hypervolume() {
    return Hypervolume.of(all, reference);
  }
}
