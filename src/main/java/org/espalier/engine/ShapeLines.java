package org.espalier.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.network.Shape;

/** What images a network takes, as text: {@code name=3x32x32}, a line an input. */
final class ShapeLines {
  private ShapeLines() {}

  static byte[] write(Map<String, Shape> shapes) {
    return shapes.entrySet().stream()
        .map(input -> input.getKey() + "=" + input.getValue() + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException where it is something else
   */
  static Map<String, Shape> read(byte[] text) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    new String(text, UTF_8).lines().forEach(line -> read(line, shapes));
    return shapes;
  }

  private static void read(String line, Map<String, Shape> shapes) {
    int end = line.lastIndexOf('=');
    if (end < 0) {
      throw new IllegalArgumentException("no shape of an input: " + line);
    }
    shapes.put(line.substring(0, end), Shape.parse(line.substring(end + 1)));
  }
}
