package org.espalier.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.engine.EngineFacts;
import org.espalier.spark.SparkDriver;
import org.espalier.sweep.Digest;

/** What a run's figures were made with: versions, code, machine, threads. */
final class EnvironmentFacts {
  static final String DATA = "data_sha256";
  static final String MODEL = "model_sha256";

  /** What results depend on. */
  private static final List<String> DETERMINING =
      List.of(DATA, MODEL, "code_sha256", "native_threads");

  private EnvironmentFacts() {}

  static Map<String, Object> collect() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("espalier", version());
    facts.put("code_sha256", codeDigest());
    facts.put("java", System.getProperty("java.runtime.version"));
    facts.put("jvm", System.getProperty("java.vm.name"));
    facts.put("spark", SparkDriver.version());
    facts.putAll(EngineFacts.collect());
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("architecture", System.getProperty("os.arch"));
    facts.put("cpu", cpu());
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("heap_bytes", Runtime.getRuntime().maxMemory());
    return facts;
  }

  /** In which of the facts that results depend on two environments differ. */
  static List<String> differences(Map<String, ?> before, Map<String, ?> now) {
    return DETERMINING.stream()
        .filter(fact -> before.containsKey(fact) && now.containsKey(fact))
        .filter(fact -> !before.get(fact).toString().equals(now.get(fact).toString()))
        .map(fact -> "%s: %s -> %s".formatted(fact, before.get(fact), now.get(fact)))
        .toList();
  }

  static String version() {
    return Optional.ofNullable(Espalier.class.getPackage().getImplementationVersion())
        .orElse("from sources");
  }

  /** Names the very code that ran: the same commit builds the same jar. */
  private static String codeDigest() {
    try {
      Path code =
          Path.of(Espalier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(code) ? Digest.of(Files.readAllBytes(code)) : "from sources";
    } catch (IOException | URISyntaxException e) {
      return "unknown: " + e.getMessage();
    }
  }

  private static String cpu() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
