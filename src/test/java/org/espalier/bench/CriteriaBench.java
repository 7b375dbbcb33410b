package org.espalier.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.espalier.codec.Names;
import org.espalier.criterion.Criterion;
import org.espalier.data.DataSets;
import org.espalier.engine.Model;
import org.espalier.engine.Oracle;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;

/**
 * How well each criterion ranks channels: its rank correlation with the oracle, as in table 1 of
 * Molchanov et al. (2017).
 */
public final class CriteriaBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EPOCHS = 4;
  private static final int ROWS = 512;
  private static final double RATE = 0.02;
  private static final int BATCH = 64;

  private CriteriaBench() {}

  /** Prints the table as Markdown; with {@code --quick} for LeNet alone. */
  public static void main(String[] arguments) throws JsonProcessingException {
    boolean quick = List.of(arguments).contains("--quick");
    ShardSource data =
        DataSets.open(new DataSpec("fashion-mnist-sample", 0.1, 1, 1), new Configuration());
    Map<String, Oracle> oracles = new LinkedHashMap<>();
    for (String name : quick ? List.of("lenet") : List.of("lenet-300-100", "lenet", "resnet-20")) {
      System.err.println(name);
      oracles.put(name, Oracle.of(trained(name, data), data.sample(0, ROWS)));
    }
    print(oracles);
  }

  private static byte[] trained(String architecture, ShardSource data) {
    Model model = Model.fresh(new Origin.Fresh(architecture, data.shape(), data.classes(), 1));
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      model.fit(new Fit(RATE, BATCH, epoch, false), data.shard(0), () -> false);
    }
    return model.checkpoint();
  }

  private static void print(Map<String, Oracle> oracles) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode().put("bench", "criteria").put("rows", ROWS);
    System.out.println(
        row(
            "criterion",
            oracles,
            some ->
                "%s, %d channels: per layer | all | all, L2"
                    .formatted(some, channels(oracles, some))));
    System.out.println(row("---", oracles, some -> "---: | ---: | ---:"));
    for (String name : Names.CRITERIA.names()) {
      Criterion criterion = Names.CRITERIA.named(name);
      ObjectNode found = json.putObject(name);
      System.out.println(
          row(
              name,
              oracles,
              some ->
                  oracles
                      .get(some)
                      .agreement(criterion)
                      .map(
                          agreement -> {
                            found.put(some, agreement.perLayer());
                            return figures(agreement);
                          })
                      .orElse("– | – | –")));
    }
    System.out.println();
    System.out.println(JSON.writeValueAsString(json));
  }

  private static int channels(Map<String, Oracle> oracles, String name) {
    return oracles.get(name).channels();
  }

  private static String figures(Oracle.Agreement agreement) {
    return String.format(
        Locale.ROOT,
        "%.2f | %.2f | %.2f",
        agreement.perLayer(),
        agreement.allLayers(),
        agreement.normalized());
  }

  private static String row(
      String first, Map<String, Oracle> oracles, Function<String, String> cells) {
    return oracles.keySet().stream()
        .map(cells)
        .collect(Collectors.joining(" | ", "| " + first + " | ", " |"));
  }
}
