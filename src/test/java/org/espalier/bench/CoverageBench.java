package org.espalier.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.engine.RandomGraphs;
import org.espalier.engine.ZooCheck;
import org.espalier.engine.ZooModel;
import org.espalier.network.Cost;

/**
 * Which networks are cut, and whether the cut model answers as the masked one: DL4J's own
 * architectures, then networks made at random.
 */
public final class CoverageBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIRST_SEED = 1;
  private static final int CASES = 2000;
  private static final int QUICK_CASES = 100;
  private static final int NAMES_TOLD = 3;

  private final boolean quick;
  private int models;
  private double worst;

  private CoverageBench(boolean quick) {
    this.quick = quick;
  }

  /** Prints the table; with {@code --quick} in about a minute. */
  public static void main(String[] arguments) throws JsonProcessingException {
    new CoverageBench(List.of(arguments).contains("--quick")).run();
  }

  private void run() throws JsonProcessingException {
    System.out.println(
        "| network | images | groups | channels | parameters, dense → without 30, 50, 90 in 100 "
            + "| multiply-adds | largest difference | left alone |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    Stream.of(ZooModel.values()).filter(model -> !quick || model.small()).forEach(this::model);
    RandomGraphs.Seen random = RandomGraphs.check(FIRST_SEED, quick ? QUICK_CASES : CASES);
    System.out.printf(
        Locale.ROOT,
        "| %,d made at random, seeds %d to %,d | 4x4 to 8x8 | %,d | | | | %.1e | |%n%n",
        random.cases(),
        FIRST_SEED,
        FIRST_SEED + random.cases() - 1,
        random.groups(),
        random.difference());
    System.out.println(JSON.writeValueAsString(summary(random)));
  }

  private ObjectNode summary(RandomGraphs.Seen random) {
    return JSON.createObjectNode()
        .put("bench", "coverage")
        .put("models", models)
        .put("models_difference", worst)
        .put("random", random.cases())
        .put("random_ablated", random.ablated())
        .put("random_difference", random.difference());
  }

  private void model(ZooModel model) {
    System.err.println(model.label());
    ZooCheck.Seen seen = ZooCheck.check(model);
    models++;
    worst = Math.max(worst, seen.difference());
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %,d | %s | %s | %.1e | %s |%n",
        model.label(),
        model.image(),
        seen.groups(),
        seen.channels(),
        shrinking(seen, Cost::parameters),
        shrinking(seen, Cost::macs),
        seen.difference(),
        fixed(seen.fixed()));
  }

  private static String shrinking(ZooCheck.Seen seen, ToLongFunction<Cost> of) {
    String left =
        seen.removals().stream()
            .limit(3)
            .map(removal -> millions(of.applyAsLong(removal.cost())))
            .collect(Collectors.joining(" / "));
    return millions(of.applyAsLong(seen.cost())) + " → " + left;
  }

  private static String millions(long count) {
    return count < 100_000
        ? "%.1fk".formatted(count / 1e3)
        : (count < 1e8 ? "%.2fM" : "%,.0fM").formatted(count / 1e6);
  }

  private static String fixed(Map<String, List<String>> fixed) {
    return fixed.entrySet().stream()
        .map(why -> names(why.getValue()) + ": " + why.getKey())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static String names(List<String> names) {
    String first = names.stream().limit(NAMES_TOLD).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_TOLD;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }
}
