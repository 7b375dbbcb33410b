package org.espalier.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.espalier.engine.ComparedNet;
import org.espalier.engine.ComparedNet.Pruned;

/**
 * Seconds that it takes to prune half of ResNet-50 as ImageNet's classifiers are built: Espalier
 * and Torch-Pruning in turn, from one network in memory to another, for the first time in several
 * processes that have seen an image but pruned nothing, and again and again in one; and from file
 * to file, as commands.
 */
public final class SurgeryBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 15;
  private static final int QUICK_ROUNDS = 5;
  private static final double RATIO = 0.5;
  private static final String ONCE = "--once";

  /** Of one removal by each. */
  private record Both(Pruned ours, Pruned theirs) {}

  private final String python;
  private final String script;
  private final List<Both> firsts = new ArrayList<>();
  private final List<Both> others = new ArrayList<>();
  private final List<Double> ourCommands = new ArrayList<>();
  private final List<Double> theirCommands = new ArrayList<>();

  private SurgeryBench(String python, String script) {
    this.python = python;
    this.script = script;
  }

  /**
   * Takes a Python, {@code prune_in_torch.py}, {@code jobs/espalier}, and {@code --quick} for fewer
   * rounds; or {@code --once}, to print what the first removals of this process took.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SurgeryBench bench = new SurgeryBench(arguments[0], arguments[1]);
    List<String> options = List.of(arguments);
    if (options.contains(ONCE)) {
      System.out.println(JSON.writeValueAsString(bench.removals(1).get(0)));
      return;
    }
    bench.run(arguments[2], options.contains("--quick") ? QUICK_ROUNDS : ROUNDS);
    bench.print();
  }

  private void run(String espalier, int rounds) throws IOException, InterruptedException {
    for (int round = 0; round < rounds / 2; round++) {
      firsts.add(inNewProcess());
    }
    others.addAll(removals(rounds + 1).subList(1, rounds + 1));
    Path folder = Files.createTempDirectory("surgery");
    Path zip = folder.resolve("net.zip");
    Path pt = folder.resolve("net.pt");
    save(zip, pt);
    Path out = folder.resolve("out");
    timeCommands(espalier, zip, pt, out, rounds / 3);
    for (Path file : List.of(zip, pt, out, folder)) {
      Files.delete(file);
    }
  }

  /** What this program says of its first removals when it is started as this process was. */
  private Both inNewProcess() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SurgeryBench.class.getName(), python, script, ONCE));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = process.inputReader(UTF_8).lines().reduce("", (before, line) -> line);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a process that prunes once has ended");
    }
    return JSON.readValue(said, Both.class);
  }

  private List<Both> removals(int times) throws IOException {
    ComparedNet.Pruning net = ComparedNet.RESNET_50.pruning();
    net.look();
    List<Both> removals = new ArrayList<>();
    try (TorchPruning torch = TorchPruning.start(python, script)) {
      for (int i = 0; i < times; i++) {
        removals.add(new Both(net.prune(RATIO), torch.prune(net.wiring(), RATIO, false)));
      }
    }
    Both first = removals.get(0);
    if (!first.ours().after().equals(first.theirs().after())) {
      throw new IllegalStateException(
          "they left different networks: %s and %s"
              .formatted(first.ours().after(), first.theirs().after()));
    }
    return removals;
  }

  private void save(Path zip, Path pt) throws IOException {
    ComparedNet.Pruning net = ComparedNet.RESNET_50.pruning();
    net.save(zip);
    try (TorchPruning torch = TorchPruning.start(python, script)) {
      torch.save(net.wiring(), pt);
    }
  }

  private void timeCommands(String espalier, Path zip, Path pt, Path out, int rounds)
      throws IOException, InterruptedException {
    String to = out.toString();
    String ratio = Double.toString(RATIO);
    for (int round = 0; round <= rounds; round++) {
      ourCommands.add(
          seconds(
              espalier,
              "prune",
              zip.toString(),
              "--input",
              "3x224x224",
              "--sparsity",
              ratio,
              "--out",
              to));
      theirCommands.add(seconds(python, script, pt.toString(), to, ratio));
    }
  }

  private static double seconds(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int code =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("ended with %d: %s".formatted(code, List.of(command)));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void print() throws IOException {
    System.out.printf(
        "ResNet-50, 3x224x224, 1000 classes, half of all channels by L1; one thread; median seconds%n");
    System.out.printf("%-20s %8s %8s %8s%n", "", "first", "others", "command");
    print("Espalier, plan", Both::ours, Pruned::plan);
    print("  rank and cut", Both::ours, Pruned::prune);
    System.out.printf(Locale.ROOT, "%-20s %26.3f%n", "  file to file", median(ourCommands));
    print("Torch-Pruning, plan", Both::theirs, Pruned::plan);
    print("  rank and cut", Both::theirs, Pruned::prune);
    System.out.printf(Locale.ROOT, "%-20s %26.3f%n", "  file to file", median(theirCommands));
    double first = ratio(firsts);
    double other = ratio(others);
    double command = median(ourCommands) / median(theirCommands);
    System.out.printf(
        Locale.ROOT, "%-20s %8.2f %8.2f %8.2f%n", "Espalier to it", first, other, command);
    ObjectNode json =
        JSON.createObjectNode()
            .put("bench", "surgery")
            .put("espalier_first", median(firsts, Both::ours, SurgeryBench::all))
            .put("espalier", median(others, Both::ours, SurgeryBench::all))
            .put("espalier_command", median(ourCommands))
            .put("torch_pruning_first", median(firsts, Both::theirs, SurgeryBench::all))
            .put("torch_pruning", median(others, Both::theirs, SurgeryBench::all))
            .put("torch_pruning_command", median(theirCommands))
            .put("ratio_first", first)
            .put("ratio", other)
            .put("ratio_command", command);
    System.out.println(JSON.writeValueAsString(json));
  }

  private void print(String label, Function<Both, Pruned> whose, ToDoubleFunction<Pruned> seconds) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %8.3f %8.3f%n",
        label,
        median(firsts, whose, seconds),
        median(others, whose, seconds));
  }

  private static double all(Pruned pruned) {
    return pruned.plan() + pruned.prune();
  }

  private static double ratio(List<Both> all) {
    return median(all, Both::ours, SurgeryBench::all)
        / median(all, Both::theirs, SurgeryBench::all);
  }

  private static double median(
      List<Both> all, Function<Both, Pruned> whose, ToDoubleFunction<Pruned> seconds) {
    return median(all.stream().map(whose).map(seconds::applyAsDouble).toList());
  }

  private static double median(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }
}
