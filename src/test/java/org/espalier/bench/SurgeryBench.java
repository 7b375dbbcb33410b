package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.espalier.engine.ComparedNet;
import org.espalier.engine.ComparedNet.Pruned;

/**
 * Seconds that it takes to prune half of ResNet-50 as ImageNet's classifiers are built: Espalier
 * and Torch-Pruning in turn, from one network in memory to another, the first time of each apart,
 * when it has seen an image but pruned nothing; and from file to file, as commands.
 */
public final class SurgeryBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 15;
  private static final int QUICK_ROUNDS = 5;
  private static final double RATIO = 0.5;

  private final String python;
  private final String script;
  private final String espalier;
  private final List<Pruned> ours = new ArrayList<>();
  private final List<Pruned> theirs = new ArrayList<>();
  private final List<Double> ourCommands = new ArrayList<>();
  private final List<Double> theirCommands = new ArrayList<>();

  private SurgeryBench(String python, String script, String espalier) {
    this.python = python;
    this.script = script;
    this.espalier = espalier;
  }

  /**
   * Takes a Python, {@code prune_in_torch.py}, {@code jobs/espalier}, and {@code --quick} for fewer
   * rounds.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean quick = List.of(arguments).contains("--quick");
    SurgeryBench bench = new SurgeryBench(arguments[0], arguments[1], arguments[2]);
    bench.run(quick ? QUICK_ROUNDS : ROUNDS);
    bench.print();
  }

  private void run(int rounds) throws IOException, InterruptedException {
    ComparedNet.Pruning net = ComparedNet.RESNET_50.pruning();
    net.look();
    Path folder = Files.createTempDirectory("surgery");
    Path zip = folder.resolve("net.zip");
    Path pt = folder.resolve("net.pt");
    try (TorchPruning torch = TorchPruning.start(python, script)) {
      for (int round = 0; round <= rounds; round++) {
        ours.add(net.prune(RATIO));
        theirs.add(torch.prune(net.wiring(), RATIO, false));
      }
      net.save(zip);
      torch.save(net.wiring(), pt);
    }
    if (!ours.get(0).after().equals(theirs.get(0).after())) {
      throw new IllegalStateException(
          "they left different networks: %s and %s"
              .formatted(ours.get(0).after(), theirs.get(0).after()));
    }
    Path out = folder.resolve("out");
    timeCommands(zip, pt, out, rounds / 3);
    for (Path file : List.of(zip, pt, out, folder)) {
      Files.delete(file);
    }
  }

  private void timeCommands(Path zip, Path pt, Path out, int rounds)
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
        "ResNet-50, 3x224x224, 1000 classes, half of all channels by L1; one thread; seconds%n");
    System.out.printf("%-20s %8s %8s %8s%n", "", "first", "median", "command");
    ObjectNode json = JSON.createObjectNode().put("bench", "surgery");
    print("Espalier, plan", ours, Pruned::plan);
    print("  rank and cut", ours, Pruned::prune);
    System.out.printf(Locale.ROOT, "%-20s %26.3f%n", "  file to file", median(ourCommands));
    print("Torch-Pruning, plan", theirs, Pruned::plan);
    print("  rank and cut", theirs, Pruned::prune);
    System.out.printf(Locale.ROOT, "%-20s %26.3f%n", "  file to file", median(theirCommands));
    double first = first(ours, SurgeryBench::all) / first(theirs, SurgeryBench::all);
    double warm = median(ours, SurgeryBench::all) / median(theirs, SurgeryBench::all);
    double command = median(ourCommands) / median(theirCommands);
    System.out.printf(
        Locale.ROOT, "%-20s %8.2f %8.2f %8.2f%n", "Espalier to it", first, warm, command);
    json.put("espalier_first", first(ours, SurgeryBench::all))
        .put("espalier", median(ours, SurgeryBench::all))
        .put("espalier_command", median(ourCommands))
        .put("torch_pruning_first", first(theirs, SurgeryBench::all))
        .put("torch_pruning", median(theirs, SurgeryBench::all))
        .put("torch_pruning_command", median(theirCommands))
        .put("ratio_first", first)
        .put("ratio", warm)
        .put("ratio_command", command);
    System.out.println(JSON.writeValueAsString(json));
  }

  private static void print(String label, List<Pruned> all, ToDoubleFunction<Pruned> seconds) {
    System.out.printf(
        Locale.ROOT, "%-20s %8.3f %8.3f%n", label, first(all, seconds), median(all, seconds));
  }

  private static double all(Pruned pruned) {
    return pruned.plan() + pruned.prune();
  }

  private static double first(List<Pruned> all, ToDoubleFunction<Pruned> seconds) {
    return seconds.applyAsDouble(all.get(0));
  }

  private static double median(List<Pruned> all, ToDoubleFunction<Pruned> seconds) {
    return median(all.stream().skip(1).map(seconds::applyAsDouble).toList());
  }

  private static double median(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }
}
