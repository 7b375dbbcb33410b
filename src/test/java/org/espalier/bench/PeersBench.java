package org.espalier.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.frontier.Hypervolume;
import org.espalier.frontier.Point;

/**
 * One sweep by Espalier, and by Torch-Pruning with Ray Tune, on two cores each, one after the other
 * in processes of their own: {@code HERE PYTHON MNIST FOLDER [--quick]}.
 */
public final class PeersBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Share of rows that are answered wrongly beyond which a model is of no use. */
  private static final double WORST_ERROR = 0.1;

  /** As {@code sweep_in_torch.py} calls its two ways to do it. */
  private static final List<String> PEERS = List.of("per-target", "per-path");

  /**
   * What came of one of them.
   *
   * @param hypervolume of error, multiply-adds and parameters, as shares of {@link #WORST_ERROR}
   *     and of the dense model's
   */
  private record Outcome(Footprint footprint, int models, double hypervolume) {}

  private final Path here;
  private final String python;
  private final Path folder;

  private PeersBench(Path here, String python, Path folder) {
    this.here = here;
    this.python = python;
    this.folder = folder;
  }

  /** Compares; the last line is a JSON object. */
  public static void main(String[] words) throws IOException, InterruptedException {
    boolean quick = List.of(words).contains("--quick");
    Path folder = Path.of(words[3]);
    (quick ? PeersTask.QUICK : PeersTask.FULL).prepare(Path.of(words[2]), folder);
    new PeersBench(Path.of(words[0]), words[1], folder).run();
  }

  private void run() throws IOException, InterruptedException {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put("espalier", espalier());
    for (String peer : PEERS) {
      outcomes.put(peer, peer(peer));
    }
    print(outcomes);
  }

  private Outcome espalier() throws IOException, InterruptedException {
    Path run = folder.resolve("espalier");
    Footprint footprint =
        Footprint.of(
            List.of(
                here.resolve("jobs/espalier").toString(),
                "sweep",
                folder.resolve("sweep.yaml").toString(),
                "--master",
                "local[2]",
                "--out",
                run.toString()),
            Map.of());
    JsonNode front = JSON.readTree(run.resolve("frontier.json").toFile());
    int models = JSON.readTree(run.resolve("status.json").toFile()).get("done").asInt();
    return new Outcome(footprint, models, hypervolume(front.get("members")));
  }

  private Outcome peer(String way) throws IOException, InterruptedException {
    Path out = folder.resolve(way + ".json");
    String script = here.resolve("jobs/bench/sweep_in_torch.py").toString();
    Footprint footprint =
        Footprint.of(
            List.of(python, script, folder.toString(), way, out.toString()),
            Map.of("OMP_NUM_THREADS", "1"));
    JsonNode models = JSON.readTree(out.toFile());
    return new Outcome(footprint, models.size(), hypervolume(models));
  }

  private double hypervolume(JsonNode models) throws IOException {
    JsonNode dense = JSON.readTree(folder.resolve("espalier/frontier.json").toFile()).get("dense");
    List<Point> points = new ArrayList<>();
    for (JsonNode model : models) {
      points.add(
          new Point(
              "" + points.size(),
              List.of(
                  (1 - model.get("val_accuracy").asDouble()) / WORST_ERROR,
                  model.get("macs").asDouble() / dense.get("macs").asDouble(),
                  model.get("parameters").asDouble() / dense.get("parameters").asDouble())));
    }
    return Hypervolume.of(points, List.of(1.0, 1.0, 1.0));
  }

  private static void print(Map<String, Outcome> outcomes) throws IOException {
    System.out.println("| | seconds | core-seconds | peak memory, MB | models | hypervolume |");
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    outcomes.forEach(
        (who, outcome) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %d | %.4f |%n",
                who,
                outcome.footprint().seconds(),
                outcome.footprint().coreSeconds(),
                outcome.footprint().peakBytes() / 1e6,
                outcome.models(),
                outcome.hypervolume()));
    Outcome ours = outcomes.get("espalier");
    ObjectNode line = JSON.createObjectNode().put("bench", "peers");
    for (String peer : PEERS) {
      Outcome theirs = outcomes.get(peer);
      line.putObject(peer)
          .put("seconds", ours.footprint().seconds() / theirs.footprint().seconds())
          .put("core_seconds", ours.footprint().coreSeconds() / theirs.footprint().coreSeconds())
          .put(
              "peak_memory", (double) ours.footprint().peakBytes() / theirs.footprint().peakBytes())
          .put("hypervolume", ours.hypervolume() / theirs.hypervolume());
    }
    System.out.println(JSON.writeValueAsString(line));
  }
}
