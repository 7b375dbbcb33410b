package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.espalier.engine.ComparedNet;
import org.espalier.network.Cost;

/**
 * Parameters and multiply-adds of what Espalier and Torch-Pruning leave of the same networks at the
 * same ratios.
 *
 * <p>Where k·n is no whole number Torch-Pruning removes the next one above it, and Espalier the
 * nearest. So Torch-Pruning is asked twice: as it rounds, and for as many channels as Espalier
 * keeps; the latter must leave the same network.
 */
public final class CountsBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double[] RATIOS = {0.3, 0.5, 0.7};

  private int compared;
  private int different;
  private int roundedAlike;

  private CountsBench() {}

  /** Takes a Python and {@code prune_in_torch.py}. */
  public static void main(String[] arguments) throws IOException {
    CountsBench bench = new CountsBench();
    System.out.println(
        "| network | ratio | parameters: Espalier | Torch-Pruning | as it rounds "
            + "| multiply-adds: Espalier | Torch-Pruning | as it rounds |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    try (TorchPruning torch = TorchPruning.start(arguments[0], arguments[1])) {
      for (ComparedNet net : ComparedNet.values()) {
        bench.compare(net, torch);
      }
    }
    ObjectNode json =
        JSON.createObjectNode()
            .put("bench", "counts")
            .put("compared", bench.compared)
            .put("different", bench.different)
            .put("rounded_alike", bench.roundedAlike);
    System.out.println();
    System.out.println(JSON.writeValueAsString(json));
    if (bench.different > 0) {
      System.exit(1);
    }
  }

  private void compare(ComparedNet net, TorchPruning torch) throws IOException {
    ComparedNet.Pruning pruning = net.pruning();
    for (double ratio : RATIOS) {
      var ours = pruning.prune(ratio);
      var alike = torch.prune(pruning.wiring(), ratio, true);
      var rounded = torch.prune(pruning.wiring(), ratio, false);
      if (ratio == RATIOS[0]) {
        row(net, 0, ours.before(), alike.before(), rounded.before());
      }
      row(net, ratio, ours.after(), alike.after(), rounded.after());
    }
  }

  private void row(ComparedNet net, double ratio, Cost ours, Cost alike, Cost rounded) {
    compared++;
    different += ours.equals(alike) ? 0 : 1;
    roundedAlike += ours.equals(rounded) ? 1 : 0;
    System.out.printf(
        "| %s | %.1f | %,d | %,d | %,d | %,d | %,d | %,d |%n",
        net.label(),
        ratio,
        ours.parameters(),
        alike.parameters(),
        rounded.parameters(),
        ours.macs(),
        alike.macs(),
        rounded.macs());
  }
}
