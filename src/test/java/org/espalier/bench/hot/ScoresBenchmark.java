package org.espalier.bench.hot;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.GeometricMedian;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.Matrix;
import org.espalier.criterion.RandomScore;
import org.espalier.criterion.TaylorWeight;
import org.espalier.criterion.Units;
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

/** Scores of one pool: the filters of a 3x3 convolution. */
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScoresBenchmark {
  private static final int WINDOW = 9;

  @Param({"l1", "l2", "fpgm", "taylor", "random"})
  String criterion;

  @Param({"64", "256"})
  int channels;

  private Criterion chosen;
  private Units units;
  private RandomGenerator random;

  @Setup
  public void draw() {
    random = new Random(1);
    chosen =
        switch (criterion) {
          case "l1" -> new L1Norm();
          case "l2" -> new L2Norm();
          case "fpgm" -> new GeometricMedian();
          case "taylor" -> new TaylorWeight();
          default -> new RandomScore();
        };
    units = Units.ofChannels(matrix()).withGates(random.doubles(channels).toArray());
  }

  private Matrix matrix() {
    float[] values = new float[channels * channels * WINDOW];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Matrix(channels, channels * WINDOW, values);
  }

  /** All of them at once. */
  @Benchmark
  public double[] scores() {
    return chosen.scores(units, random);
  }
}
