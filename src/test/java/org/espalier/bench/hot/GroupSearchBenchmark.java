package org.espalier.bench.hot;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.bench.ResidualNetwork;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
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

/** Which channels go together, in residual networks: one group of all sums, and one a block. */
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GroupSearchBenchmark {
  @Param({"10", "100", "1000"})
  int blocks;

  private Network network;

  @Setup
  public void build() {
    network = ResidualNetwork.of(blocks);
  }

  /** A network looks once, so each time it is a new one. */
  @Benchmark
  public List<ChannelGroup> groups() {
    return new Network(network.inputs(), network.layers()).channelGroups();
  }
}
