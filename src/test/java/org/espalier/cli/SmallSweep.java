package org.espalier.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A sweep of seconds: LeNet on a few hundred images with a bright patch whose place is the class.
 */
public final class SmallSweep {
  /** Columns that may differ from run to run. */
  private static final List<String> TIMES_AND_PLACES = List.of("seconds", "executor");

  private final Path folder;

  private SmallSweep(Path folder) {
    this.folder = folder;
  }

  public static SmallSweep in(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    writeRows(data, "train", 360, 1);
    writeRows(data, "t10k", 120, 2);
    return new SmallSweep(folder);
  }

  /** 12 rounds on 4 paths; {@code more} is added to the search. */
  public Path spec(String more) throws IOException {
    return spec("small.yaml", more);
  }

  Path spec(String file, String more) throws IOException {
    Path spec = folder.resolve(file);
    Files.writeString(
        spec,
        """
        run: small
        model: {source: lenet, train: {epochs: 1, batch: 32, learning-rate: 0.005}}
        data: {source: "idx:%s", validation: 0.2, shards: 2}
        search:
          criterion: [l1, random]
          granularity: [channel, weight]
          schedule: [{type: linear, step: 0.3}]
          target: [0.6, 0.9]
        %s
        finalists: {count: 2, epochs: 1, learning-rate: 0.002}
        """
            .formatted(
                folder.resolve("data"),
                more.isEmpty()
                    ? "  retrain: [{policy: fine-tune, visits: 2, learning-rate: 0.002}]"
                    : more));
    return spec;
  }

  /** The cells of a CSV, line by line, its header first. */
  static List<List<String>> table(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().map(SmallSweep::cells).toList();
  }

  /** The rows of a CSV without times and places. */
  public static List<String> rows(Path csv) throws IOException {
    List<List<String>> lines = table(csv);
    List<String> header = lines.get(0);
    List<Integer> kept = new ArrayList<>();
    for (int column = 0; column < header.size(); column++) {
      if (!TIMES_AND_PLACES.contains(header.get(column))) {
        kept.add(column);
      }
    }
    return lines.stream()
        .map(cells -> kept.stream().map(cells::get).collect(Collectors.joining(",")))
        .toList();
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** What a command printed, and how it ended. */
  public record Ran(int code, String out, String err) {
    public String lastLine() {
      List<String> lines = out.strip().lines().toList();
      return lines.get(lines.size() - 1);
    }

    String lastError() {
      List<String> lines = err.strip().lines().toList();
      return lines.get(lines.size() - 1);
    }
  }

  /** Runs a command in this process. */
  public static Ran run(Object... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
      int code = Espalier.run(words);
      return new Ran(
          code,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /**
   * Begins a command in a process of its own.
   *
   * @param javaOptions of it, beside those that it needs
   */
  static Process start(String javaOptions, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Djdk"))
        .forEach(command::add);
    // It lives for seconds: quick compilation beats good code.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Espalier.class.getName()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    process.environment().put("JAVA_TOOL_OPTIONS", javaOptions);
    return process.start();
  }

  private static void writeRows(Path folder, String set, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    ByteBuffer images = ByteBuffer.allocate(16 + rows * 784);
    images.putInt(2051).putInt(rows).putInt(28).putInt(28);
    ByteBuffer labels = ByteBuffer.allocate(8 + rows);
    labels.putInt(2049).putInt(rows);
    for (int row = 0; row < rows; row++) {
      int label = row % 4;
      byte[] image = new byte[784];
      random.nextBytes(image);
      for (int i = 0; i < 784; i++) {
        image[i] = (byte) (i / 196 == label && random.nextInt(3) > 0 ? 220 : image[i] & 0x7F);
      }
      images.put(image);
      labels.put((byte) label);
    }
    Files.write(folder.resolve(set + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels.array());
  }
}
