package org.espalier.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.engine.SurgeryTimes;

/** Seconds that it takes to read, rank and cut ResNet50 as ImageNet's classifiers are built. */
public final class SurgeryBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 10;
  private static final int QUICK_ROUNDS = 3;

  private SurgeryBench() {}

  /** Prints a table; with {@code --quick} after fewer rounds. */
  public static void main(String[] arguments) throws JsonProcessingException {
    boolean quick = List.of(arguments).contains("--quick");
    SurgeryTimes times = SurgeryTimes.ofResNet50();
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int round = 0; round <= (quick ? QUICK_ROUNDS : ROUNDS); round++) {
      times
          .measure()
          .forEach((step, took) -> seconds.computeIfAbsent(step, s -> new ArrayList<>()).add(took));
    }
    print(seconds);
  }

  private static void print(Map<String, List<Double>> seconds) throws JsonProcessingException {
    System.out.println("ResNet50, 3x224x224, 1000 classes; seconds");
    System.out.printf("%-8s %8s %8s%n", "step", "first", "median");
    ObjectNode json = JSON.createObjectNode().put("bench", "surgery");
    seconds.forEach(
        (step, took) -> {
          double first = took.get(0);
          double median = took.stream().skip(1).sorted().toList().get((took.size() - 1) / 2);
          System.out.printf(Locale.ROOT, "%-8s %8.2f %8.2f%n", step, first, median);
          json.put(step + "_first", first).put(step, median);
        });
    System.out.println(JSON.writeValueAsString(json));
  }
}
