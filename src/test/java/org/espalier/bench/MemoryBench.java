package org.espalier.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.engine.Dl4jEngine;

/**
 * How much memory outside the heap a stage takes: what a sweep of several stages at a time takes
 * more than one of a single stage, in processes of their own, beside what {@code plan} says.
 */
public final class MemoryBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STAGES = 4;
  private static final double MEGABYTE = 1e6;

  private MemoryBench() {}

  /** The last line is a JSON object: measured over predicted, by network. */
  public static void main(String[] words) throws IOException, InterruptedException {
    System.out.println("| network | one stage, MB | each more, MB | said by plan, MB | ratio |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    ObjectNode ratios = JSON.createObjectNode().put("bench", "memory");
    for (EngineNet net : EngineNet.values()) {
      double one = measure(net, 1);
      double more = (measure(net, STAGES) - one) / (STAGES - 1);
      double said = new Dl4jEngine().outsideHeap(net.origin(), MemoryWork.BATCH);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.1f | %.1f | %.2f |%n",
          net.label(),
          one / MEGABYTE,
          more / MEGABYTE,
          said / MEGABYTE,
          more / said);
      ratios.put(net.label(), Math.round(100 * more / said) / 100.0);
    }
    System.out.println(ratios);
  }

  private static double measure(EngineNet net, int stages)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-Xms700m", "-Xmx700m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MemoryWork.class.getName(), net.label(), "" + stages));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s failed with %d stages".formatted(net.label(), stages));
    }
    JsonNode measured = JSON.readTree(said.strip().lines().reduce("", (last, line) -> line));
    return measured.get("native").asDouble();
  }
}
