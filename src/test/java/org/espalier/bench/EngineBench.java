package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.engine.net.OneDnn;

/**
 * Images a second on DL4J as it comes, against DL4J as Espalier runs it, with oneDNN engaged.
 *
 * <p>Which of the two a JVM is, is settled when ND4J starts; so each measurement is a JVM of its
 * own, and the two take turns, that a busy machine may slow both alike. In each, two threads with
 * one native thread each train or ask a model of their own, as two tasks on two cores do.
 */
public final class EngineBench {
  private static final int THREADS = 2;
  private static final String MEASURE = "measure";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How much is measured. */
  private enum Extent {
    FULL(5, 2, 6),
    QUICK(1, 1, 4);

    final int rounds;
    final double warmUp;
    final double counted;

    Extent(int rounds, double warmUp, double counted) {
      this.rounds = rounds;
      this.warmUp = warmUp;
      this.counted = counted;
    }

    Throughput throughput() {
      return new Throughput(THREADS, warmUp, counted);
    }
  }

  /** What is compared, by the value of {@code ESPALIER_ONEDNN}. */
  private enum Mode {
    STOCK("off"),
    ENGAGED("on");

    final String oneDnn;

    Mode(String oneDnn) {
      this.oneDnn = oneDnn;
    }
  }

  private enum Phase {
    TRAINING,
    INFERENCE
  }

  /** One line of the table: what each round measured, in images a second. */
  private record Line(EngineNet net, Phase phase, Map<Mode, List<Double>> measured) {
    Line(EngineNet net, Phase phase) {
      this(net, phase, new EnumMap<>(Mode.class));
    }

    void add(Mode mode, double rate) {
      measured.computeIfAbsent(mode, any -> new ArrayList<>()).add(rate);
    }

    double rate(Mode mode) {
      return median(measured.get(mode).stream());
    }

    /** Taken within each round: between rounds the machine may get busier. */
    double ratio() {
      List<Double> stock = measured.get(Mode.STOCK);
      List<Double> engaged = measured.get(Mode.ENGAGED);
      return median(IntStream.range(0, stock.size()).mapToObj(i -> engaged.get(i) / stock.get(i)));
    }

    private static double median(Stream<Double> values) {
      List<Double> sorted = values.sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
  }

  private EngineBench() {}

  /** Compares; with {@code --quick} in less than two minutes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    if (words.size() == 4 && words.get(0).equals(MEASURE)) {
      measure(
          EngineNet.valueOf(words.get(1)),
          Mode.valueOf(words.get(2)),
          Extent.valueOf(words.get(3)));
    } else {
      compare(words.contains("--quick") ? Extent.QUICK : Extent.FULL);
    }
  }

  private static void compare(Extent extent) throws IOException, InterruptedException {
    List<Line> lines = new ArrayList<>();
    for (EngineNet net : EngineNet.values()) {
      List<Line> phases = List.of(new Line(net, Phase.TRAINING), new Line(net, Phase.INFERENCE));
      for (int round = 1; round <= extent.rounds; round++) {
        for (Mode mode : Mode.values()) {
          ObjectNode measured = measureApart(net, mode, extent);
          System.err.printf("round %d of %d: %s%n", round, extent.rounds, measured);
          phases.forEach(line -> line.add(mode, measured.get(key(line.phase())).asDouble()));
        }
      }
      lines.addAll(phases);
    }
    print(lines);
  }

  private static void print(List<Line> lines) throws IOException {
    System.out.printf(
        "Images a second, %d threads of one native thread each, batch %d; medians of the rounds,%n"
            + "the ratio's too: it is taken within each round, as the machine may get busier.%n",
        THREADS, EngineNet.BATCH);
    System.out.printf("%-10s %-10s %9s %9s %6s%n", "net", "phase", "stock", "engaged", "ratio");
    ObjectNode ratios = JSON.createObjectNode().put("bench", "engine");
    for (Line line : lines) {
      System.out.printf(
          Locale.ROOT,
          "%-10s %-10s %9.1f %9.1f %6.2f%n",
          line.net().label(),
          key(line.phase()),
          line.rate(Mode.STOCK),
          line.rate(Mode.ENGAGED),
          line.ratio());
      ratios.put(key(line.net()) + "_" + key(line.phase()), Math.round(line.ratio() * 100) / 100.0);
    }
    System.out.println(JSON.writeValueAsString(ratios));
  }

  /** Measures in a JVM of its own, started like this one. */
  private static ObjectNode measureApart(EngineNet net, Mode mode, Extent extent)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(EngineBench.class.getName(), MEASURE));
    command.addAll(List.of(net.name(), mode.name(), extent.name()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("ESPALIER_ONEDNN", mode.oneDnn);
    Process process = builder.start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "measuring %s, %s, ended with exit code %d".formatted(net.label(), key(mode), code));
    }
    return (ObjectNode) JSON.readTree(line);
  }

  private static void measure(EngineNet net, Mode mode, Extent extent) throws IOException {
    if (OneDnn.engaged() != (mode == Mode.ENGAGED)) {
      throw new IllegalStateException(
          "oneDNN is %sengaged, so this would not measure %s"
              .formatted(OneDnn.engaged() ? "" : "not ", key(mode)));
    }
    Throughput throughput = extent.throughput();
    ObjectNode measured =
        JSON.createObjectNode()
            .put("net", net.label())
            .put("mode", key(mode))
            .put(key(Phase.TRAINING), throughput.of(net::training))
            .put(key(Phase.INFERENCE), throughput.of(net::inference));
    System.out.println(JSON.writeValueAsString(measured));
  }

  private static String key(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
