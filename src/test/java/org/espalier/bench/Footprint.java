package org.espalier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a command takes, with all processes that it starts, daemons too: they are known by a mark in
 * their environment, and looked at four times a second.
 *
 * @param seconds from its start to its end
 * @param coreSeconds of all its processes together
 * @param peakBytes of memory, that which several of them share counted once
 */
record Footprint(double seconds, double coreSeconds, long peakBytes) {
  private static final String MARK = "ESPALIER_BENCH_PROCESSES";
  private static final long LOOK_MILLIS = 250;
  private static final Path PROCESSES = Path.of("/proc");

  /** Of the fields of {@code /proc/PID/stat} behind the command's name: user's time, system's. */
  private static final int USER_TICKS = 11;

  private static final double TICKS_PER_SECOND = 100;

  /**
   * Runs a command to its end; what it writes to stderr is seen.
   *
   * @throws IOException where it fails
   */
  static Footprint of(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    String mark = MARK + "=" + UUID.randomUUID();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder.environment().put(MARK, mark.substring(MARK.length() + 1));
    long start = System.nanoTime();
    Process process = builder.start();
    Map<String, Double> coreSeconds = new HashMap<>();
    long peak = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, look(mark, coreSeconds));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s ended with exit code %d".formatted(String.join(" ", command), process.exitValue()));
    }
    double all = coreSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Footprint(seconds, all, peak);
  }

  /** Notes the time that each process has had so far; returns their memory. */
  private static long look(String mark, Map<String, Double> coreSeconds) throws IOException {
    long bytes = 0;
    for (Path process : processes()) {
      try {
        if (Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
            .contains(mark)) {
          coreSeconds.put(process.toString(), coreSeconds(process));
          bytes += bytes(process);
        }
      } catch (IOException e) {
        // It has ended meanwhile, or belongs to somebody else.
      }
    }
    return bytes;
  }

  private static List<Path> processes() throws IOException {
    List<Path> processes = new ArrayList<>();
    try (Stream<Path> all = Files.list(PROCESSES)) {
      all.filter(one -> one.getFileName().toString().matches("\\d+")).forEach(processes::add);
    }
    return processes;
  }

  private static double coreSeconds(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]))
        / TICKS_PER_SECOND;
  }

  private static long bytes(Path process) throws IOException {
    return Files.readAllLines(process.resolve("smaps_rollup")).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
