package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.espalier.engine.ComparedNet;
import org.espalier.engine.ComparedNet.Pruned;

/**
 * Seconds that it takes to prune half of ResNet-50 as ImageNet's classifiers are built, from one
 * network in memory to another: Espalier and Torch-Pruning in turn, the first time of each apart,
 * when it has seen an image but pruned nothing.
 */
public final class SurgeryBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 15;
  private static final int QUICK_ROUNDS = 5;
  private static final double RATIO = 0.5;

  private final List<Pruned> ours = new ArrayList<>();
  private final List<Pruned> theirs = new ArrayList<>();

  private SurgeryBench() {}

  /** Takes a Python, {@code prune_in_torch.py}, and {@code --quick} for fewer rounds. */
  public static void main(String[] arguments) throws IOException {
    boolean quick = List.of(arguments).contains("--quick");
    SurgeryBench bench = new SurgeryBench();
    bench.run(arguments[0], arguments[1], quick ? QUICK_ROUNDS : ROUNDS);
    bench.print();
  }

  private void run(String python, String script, int rounds) throws IOException {
    ComparedNet.Pruning net = ComparedNet.RESNET_50.pruning();
    net.look();
    try (TorchPruning torch = TorchPruning.start(python, script)) {
      for (int round = 0; round <= rounds; round++) {
        ours.add(net.prune(RATIO));
        theirs.add(torch.prune(net.wiring(), RATIO, false));
      }
    }
    if (!ours.get(0).after().equals(theirs.get(0).after())) {
      throw new IllegalStateException(
          "they left different networks: %s and %s"
              .formatted(ours.get(0).after(), theirs.get(0).after()));
    }
  }

  private void print() throws IOException {
    System.out.printf(
        "ResNet-50, 3x224x224, 1000 classes, half of all channels by L1; one thread; seconds%n");
    System.out.printf("%-20s %8s %8s%n", "", "first", "median");
    ObjectNode json = JSON.createObjectNode().put("bench", "surgery");
    print("Espalier, plan", ours, Pruned::plan);
    print("  rank and cut", ours, Pruned::prune);
    print("Torch-Pruning, plan", theirs, Pruned::plan);
    print("  rank and cut", theirs, Pruned::prune);
    double first = first(ours, SurgeryBench::all) / first(theirs, SurgeryBench::all);
    double warm = median(ours, SurgeryBench::all) / median(theirs, SurgeryBench::all);
    System.out.printf(Locale.ROOT, "%-20s %8.2f %8.2f%n", "Espalier to it", first, warm);
    json.put("espalier_first", first(ours, SurgeryBench::all))
        .put("espalier", median(ours, SurgeryBench::all))
        .put("torch_pruning_first", first(theirs, SurgeryBench::all))
        .put("torch_pruning", median(theirs, SurgeryBench::all))
        .put("ratio_first", first)
        .put("ratio", warm);
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
    double[] sorted = all.stream().skip(1).mapToDouble(seconds).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
