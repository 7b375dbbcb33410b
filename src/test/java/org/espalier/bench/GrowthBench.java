package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.espalier.data.DataSets;
import org.espalier.engine.Model;
import org.espalier.frontier.Front;
import org.espalier.frontier.Hypervolume;
import org.espalier.frontier.Point;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.MadeUpPlan;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;

/**
 * How time and memory grow with the number of candidates, points, layers, shards and rows. Time is
 * the thread's own on its core, which other work on the machine does not lengthen much.
 */
public final class GrowthBench {
  /** Sizes are doubled so often. */
  private static final int DOUBLINGS = 3;

  /** The least of so many counts. */
  private static final int TIMES = 3;

  private static final int EXECUTORS = 100;
  private static final int ROWS = 4_000;
  private static final int SHARDS = 4;
  private static final long SEED = 1;
  private static final Shape IMAGE = new Shape(1, 28, 28);
  private static final int CLASSES = 10;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Does something of a size; what it returns is what it keeps in memory. */
  @FunctionalInterface
  private interface Work {
    Object of(int size) throws Exception;
  }

  /** Something whose cost may grow with a number. */
  private record Subject(String what, String number, int smallest, Work work) {}

  /**
   * What it cost at one size.
   *
   * @param allocated bytes of the heap, in all
   * @param kept of them when it was done
   */
  private record Cost(int size, double millis, long allocated, long kept) {}

  private final Path folder;
  private final List<Subject> subjects =
      List.of(
          new Subject("plan a sweep", "candidates", 1_000, GrowthBench::plan),
          new Subject("drive a sweep", "candidates", 500, GrowthBench::drive),
          new Subject("frontier of three objectives", "points", 10_000, GrowthBench::front),
          new Subject("hypervolume of three", "points", 10_000, GrowthBench::hypervolume),
          new Subject("channel groups", "layers", 300, GrowthBench::groups),
          new Subject("half of the channels removed", "layers", 300, GrowthBench::removal),
          new Subject("read all shards", "shards", SHARDS, size -> read(ROWS, size)),
          new Subject("read all shards", "rows", ROWS, size -> read(size, SHARDS)),
          new Subject("train over rows", "rows", 2_000, GrowthBench::train),
          new Subject("score rows", "rows", ROWS, GrowthBench::score));

  private GrowthBench(Path folder) {
    this.folder = folder;
  }

  /** Takes a folder for data; the last line is a JSON object with each exponent of time. */
  public static void main(String[] words) throws Exception {
    new GrowthBench(Path.of(words[0])).run();
  }

  private void run() throws Exception {
    System.out.println("| | number of | | ms | MB allocated | MB kept |");
    System.out.println("| --- | --- | ---: | ---: | ---: | ---: |");
    ObjectNode exponents = new ObjectMapper().createObjectNode().put("bench", "growth");
    for (Subject subject : subjects) {
      List<Cost> costs = costs(subject);
      costs.forEach(cost -> print(subject, cost));
      exponents
          .putObject(subject.what() + ", " + subject.number())
          .put("time", exponent(costs, Cost::millis))
          .put("memory", exponent(costs, Cost::allocated));
    }
    System.out.println(exponents);
  }

  private static List<Cost> costs(Subject subject) throws Exception {
    subject.work().of(subject.smallest()); // what is compiled and loaded is not what grows
    List<Cost> costs = new ArrayList<>();
    for (int doubling = 0; doubling <= DOUBLINGS; doubling++) {
      Cost least = cost(subject, doubling);
      for (int again = 1; again < TIMES; again++) {
        Cost cost = cost(subject, doubling);
        least = cost.millis() < least.millis() ? cost : least;
      }
      costs.add(least);
    }
    return costs;
  }

  private static Cost cost(Subject subject, int doubling) throws Exception {
    int size = subject.smallest() << doubling;
    long thread = Thread.currentThread().getId();
    long heap = heap();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long nanos = THREADS.getCurrentThreadCpuTime();
    Object kept = subject.work().of(size);
    double millis = (THREADS.getCurrentThreadCpuTime() - nanos) / 1e6;
    long allocated = THREADS.getThreadAllocatedBytes(thread) - bytes;
    try {
      return new Cost(size, millis, allocated, Math.max(0, heap() - heap));
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  private static long heap() {
    for (int i = 0; i < 2; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void print(Subject subject, Cost cost) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %,.1f | %,.1f | %,.1f |%n",
        subject.what(),
        subject.number(),
        cost.size(),
        cost.millis(),
        cost.allocated() / 1e6,
        cost.kept() / 1e6);
  }

  /** The slope of the line through all sizes and costs, as logarithms: 1 where it is linear. */
  private static double exponent(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    double middle = DOUBLINGS / 2.0;
    double above = 0;
    double below = 0;
    for (int doubling = 0; doubling <= DOUBLINGS; doubling++) {
      double logarithm = Math.log(figure.applyAsDouble(costs.get(doubling))) / Math.log(2);
      above += (doubling - middle) * logarithm;
      below += (doubling - middle) * (doubling - middle);
    }
    return Math.round(100 * above / below) / 100.0;
  }

  private static Object plan(int candidates) {
    return MadeUpPlan.of(MadeUpPlan.sweepOf(candidates));
  }

  private static Object drive(int candidates) throws Exception {
    return SimulatedSweep.run(MadeUpPlan.of(MadeUpPlan.sweepOf(candidates)), EXECUTORS);
  }

  private static Object front(int points) {
    return Front.of(points(points));
  }

  private static Object hypervolume(int points) {
    return Hypervolume.of(points(points), Collections.nCopies(3, 1.1));
  }

  private static List<Point> points(int count) {
    return MadeUpPoints.undominated(new Random(SEED), count, 3);
  }

  private static Network network(int layers) {
    return ResidualNetwork.of(layers / ResidualNetwork.LAYERS_OF_A_BLOCK);
  }

  private static Object groups(int layers) {
    Network network = network(layers);
    network.channelGroups();
    return network;
  }

  private static Object removal(int layers) {
    Network network = network(layers);
    Map<String, BitSet> kept = new HashMap<>();
    for (ChannelGroup group : network.channelGroups()) {
      BitSet half = new BitSet();
      half.set(0, group.channels() / 2);
      kept.put(group.name(), half);
    }
    return network.remainder(kept);
  }

  private Object read(int rows, int shards) throws Exception {
    Path place = folder.resolve("rows-" + rows);
    if (!Files.exists(place)) {
      IdxFolder.write(Files.createDirectory(place), noise(rows));
    }
    ShardSource source =
        DataSets.open(new DataSpec("idx:" + place, 0.1, shards, SEED), new Configuration(false));
    return IntStream.range(0, shards).mapToObj(source::shard).toList();
  }

  private static Object train(int rows) {
    Model model = lenet();
    model.fit(new Fit(0.001, 64, SEED, false), noise(rows), () -> false);
    return model;
  }

  private static Object score(int rows) {
    Model model = lenet();
    model.evaluate(noise(rows));
    return model;
  }

  private static Model lenet() {
    return Model.fresh(new Origin.Fresh("lenet", IMAGE, CLASSES, SEED));
  }

  private static Rows noise(int count) {
    return EngineNet.noise(new Random(SEED), count, IMAGE, CLASSES);
  }
}
