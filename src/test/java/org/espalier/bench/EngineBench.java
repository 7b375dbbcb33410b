package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Images a second by Espalier's engine against PyTorch, or against DL4J as it comes: {@code PYTHON
 * SCRIPT [--quick] [--stock]}. The two take turns, that a busy machine may slow both alike.
 */
public final class EngineBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How much is measured. */
  private enum Extent {
    FULL(5, 3, 5),
    QUICK(1, 2, 2);

    final int rounds;
    final double warmUp;
    final double counted;

    Extent(int rounds, double warmUp, double counted) {
      this.rounds = rounds;
      this.warmUp = warmUp;
      this.counted = counted;
    }
  }

  /** One line of the table: what each round measured, in images a second. */
  private record Line(
      EngineNet net, String phase, int batch, List<Double> theirs, List<Double> ours) {
    Line(EngineNet net, String phase, int batch) {
      this(net, phase, batch, new ArrayList<>(), new ArrayList<>());
    }

    String key() {
      return phase + "_" + batch;
    }

    void add(ObjectNode their, ObjectNode our) {
      theirs.add(their.get(key()).asDouble());
      ours.add(our.get(key()).asDouble());
    }

    /** Taken within each round: between rounds the machine may get busier. */
    double ratio() {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ours.size(); round++) {
        ratios.add(ours.get(round) / theirs.get(round));
      }
      return median(ratios);
    }

    static double median(List<Double> values) {
      List<Double> sorted = values.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
  }

  private EngineBench() {}

  /** Compares; with {@code --quick} in some two minutes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    Contender them =
        words.contains("--stock")
            ? Contender.stockDl4j()
            : Contender.pyTorch(words.get(0), words.get(1));
    Extent extent = words.contains("--quick") ? Extent.QUICK : Extent.FULL;
    List<Line> lines = new ArrayList<>();
    for (EngineNet net : EngineNet.values()) {
      lines.addAll(compare(net, them, extent));
    }
    print(lines, them);
  }

  private static List<Line> compare(EngineNet net, Contender them, Extent extent)
      throws IOException, InterruptedException {
    List<Line> lines =
        Stream.of("training", "inference")
            .flatMap(phase -> EngineWork.BATCHES.stream().map(batch -> new Line(net, phase, batch)))
            .toList();
    for (int round = 1; round <= extent.rounds; round++) {
      ObjectNode theirs = them.measure(net, extent.warmUp, extent.counted);
      ObjectNode ours = Contender.espalier().measure(net, extent.warmUp, extent.counted);
      System.err.printf(
          "%s, round %d of %d: %s %s, espalier %s%n",
          net.label(), round, extent.rounds, them.label(), theirs, ours);
      checkSame(net, theirs, ours);
      lines.forEach(line -> line.add(theirs, ours));
    }
    return lines;
  }

  private static void checkSame(EngineNet net, ObjectNode theirs, ObjectNode ours) {
    if (!theirs.get("parameters").equals(ours.get("parameters"))) {
      throw new IllegalStateException(
          "%s is another network there: %s parameters, and %s here"
              .formatted(net.label(), theirs.get("parameters"), ours.get("parameters")));
    }
  }

  private static void print(List<Line> lines, Contender them) throws IOException {
    System.out.printf(
        "Images a second, two threads or processes of one native thread each; medians of the rounds,%n"
            + "the ratio's too: it is taken within each round, as the machine may get busier.%n");
    System.out.printf(
        "%-10s %-10s %5s %9s %9s %6s%n",
        "net", "phase", "batch", them.label(), "espalier", "ratio");
    ObjectNode ratios = JSON.createObjectNode().put("bench", "engine").put("against", them.label());
    for (Line line : lines) {
      System.out.printf(
          Locale.ROOT,
          "%-10s %-10s %5d %9.1f %9.1f %6.2f%n",
          line.net().label(),
          line.phase(),
          line.batch(),
          Line.median(line.theirs()),
          Line.median(line.ours()),
          line.ratio());
      ratios.put(line.net().label() + "_" + line.key(), Math.round(line.ratio() * 100) / 100.0);
    }
    System.out.println(JSON.writeValueAsString(ratios));
  }
}
