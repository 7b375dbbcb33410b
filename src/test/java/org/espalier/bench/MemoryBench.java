package org.espalier.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.criterion.TaylorWeight;
import org.espalier.engine.Dl4jEngine;
import org.espalier.plan.Granularity;
import org.espalier.sweep.ModelMemory;
import org.espalier.sweep.Workload;

/**
 * How much memory a stage takes, beside what {@code plan} says. Outside the heap: what a sweep of
 * several stages at a time takes more than one of a single stage. In the heap: the smallest one
 * that does for a sweep, beyond that of a network of little. Each sweep has a process of its own.
 */
public final class MemoryBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STAGES = 4;
  private static final double MEGABYTE = 1e6;
  private static final List<String> HEAP_FROM_THE_START =
      List.of("-Xms700m", "-Xmx700m", "-XX:+AlwaysPreTouch");

  /** JavaCPP allows no more outside the heap than in it, if it is not told otherwise. */
  private static final List<String> ANYTHING_OUTSIDE =
      List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  /** Heaps that are too small, and large enough, for any; in MiB. */
  private static final int SMALL_HEAP = 16;

  private static final int LARGE_HEAP = 272;

  /** How well the smallest that does is found out, in MiB. */
  private static final int NEAR = 2;

  private final ObjectNode ratios = JSON.createObjectNode().put("bench", "memory");

  private MemoryBench() {}

  /** The last line is a JSON object: measured over predicted. */
  public static void main(String[] words) throws IOException, InterruptedException {
    MemoryBench bench = new MemoryBench();
    bench.outsideHeap();
    bench.inHeap();
    System.out.println(bench.ratios);
  }

  private void outsideHeap() throws IOException, InterruptedException {
    System.out.println("| network | one stage, MB | each more, MB | said by plan, MB | ratio |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (EngineNet net : EngineNet.values()) {
      double one = growth(net, 1);
      double more = (growth(net, STAGES) - one) / (STAGES - 1);
      double said = said(net, Granularity.CHANNEL).outsideHeap();
      print(
          "| %s | %.0f | %.1f | %.1f | %.2f |%n",
          net.label(), one / MEGABYTE, more / MEGABYTE, said / MEGABYTE, more / said);
      note(net.label(), more / said);
    }
  }

  private void inHeap() throws IOException, InterruptedException {
    System.out.println(
        "\n| network | removes | heap beyond LeNet's, MB | said by plan, MB | ratio |");
    System.out.println("| --- | --- | ---: | ---: | ---: |");
    double least = smallestHeap(EngineNet.LENET, Granularity.CHANNEL);
    double saidLeast = said(EngineNet.LENET, Granularity.CHANNEL).inHeap();
    for (EngineNet net : EngineNet.values()) {
      for (Granularity granularity : List.of(Granularity.CHANNEL, Granularity.WEIGHT)) {
        if (net == EngineNet.LENET && granularity == Granularity.CHANNEL) {
          continue;
        }
        double more = smallestHeap(net, granularity) - least;
        double said = said(net, granularity).inHeap() - saidLeast;
        print(
            "| %s | %ss | %.1f | %.1f | %.2f |%n",
            net.label(), granularity.label(), more / MEGABYTE, said / MEGABYTE, more / said);
        note(net.label() + "_heap_" + granularity.label(), more / said);
      }
    }
  }

  private static ModelMemory said(EngineNet net, Granularity granularity) {
    Workload work =
        new Workload(MemoryWork.BATCH, new TaylorWeight().needs(), granularity.zeroes(), false);
    return new Dl4jEngine().memory(net.origin(), work);
  }

  private static void print(String line, Object... figures) {
    System.out.printf(Locale.ROOT, line, figures);
  }

  private void note(String name, double ratio) {
    ratios.put(name, Math.round(100 * ratio) / 100.0);
  }

  private static double growth(EngineNet net, int stages) throws IOException, InterruptedException {
    return sweep(HEAP_FROM_THE_START, net, Granularity.CHANNEL, stages, MemoryWork.ROWS)
        .orElseThrow(() -> new IOException(net.label() + " failed"))
        .get("native")
        .asDouble();
  }

  /** In bytes. */
  private static double smallestHeap(EngineNet net, Granularity granularity)
      throws IOException, InterruptedException {
    int small = SMALL_HEAP;
    int large = LARGE_HEAP;
    while (large - small > NEAR) {
      int heap = (small + large) / 2;
      List<String> options = List.of("-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError");
      if (sweep(options, net, granularity, 1, MemoryWork.FEW_ROWS).isPresent()) {
        large = heap;
      } else {
        small = heap;
      }
    }
    return large * (double) (1 << 20);
  }

  /** Empty where it failed. */
  private static Optional<JsonNode> sweep(
      List<String> options, EngineNet net, Granularity granularity, int stages, int rows)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-XX:+UseSerialGC");
    command.addAll(ANYTHING_OUTSIDE);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            MemoryWork.class.getName(), net.label(), granularity.label(), "" + stages, "" + rows));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0
        ? Optional.of(JSON.readTree(said.strip().lines().reduce("", (last, line) -> line)))
        : Optional.empty();
  }
}
