package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who takes part in the engine's bench, as a program that measures one network and ends.
 *
 * @param command up to the network's name
 * @param oneDnn the value of {@code ESPALIER_ONEDNN}
 */
record Contender(String label, List<String> command, String oneDnn) {
  private static final int THREADS = 2;

  /** DL4J as Espalier runs it. */
  static Contender espalier() {
    return new Contender("espalier", java(), "on");
  }

  /** DL4J as it comes. Which of the two a JVM is, is settled when ND4J starts. */
  static Contender stockDl4j() {
    return new Contender("dl4j", java(), "off");
  }

  static Contender pyTorch(String python, String script) {
    return new Contender("pytorch", List.of(python, script), "on");
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EngineWork.class.getName());
    return command;
  }

  /**
   * Measures, on two threads or processes of one native thread each.
   *
   * @return images a second by phase and batch, and the network's parameters
   */
  ObjectNode measure(EngineNet net, double warmUp, double counted)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(net.label(), "" + THREADS, "" + warmUp, "" + counted));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("ESPALIER_ONEDNN", oneDnn);
    Process process = builder.start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("%s ended with exit code %d on %s".formatted(label, code, net.label()));
    }
    return (ObjectNode) new ObjectMapper().readTree(line);
  }
}
