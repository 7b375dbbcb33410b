package org.espalier.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Place;
import org.espalier.codec.tree.Problems;
import org.espalier.codec.tree.YamlTree;

/** {@code conf/reference.yaml}, which has the default of every key; the jar carries it. */
final class Reference {
  private static final String RESOURCE = "/reference.yaml";
  private static final String ORIGIN = "classpath:" + RESOURCE;

  private static final Node TREE = parsed();

  private Reference() {}

  static Node tree() {
    return TREE;
  }

  /** Whether a value is a default, not something a user wrote. */
  static boolean isSourceOf(Node node) {
    return node.place().source().equals(ORIGIN);
  }

  static String text() {
    try (InputStream resource = Reference.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("broken build: no " + ORIGIN);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + ORIGIN, e);
    }
  }

  private static Node parsed() {
    Problems problems = new Problems();
    return YamlTree.read(text(), (line, column) -> new Place(ORIGIN, line, column), problems)
        .filter(tree -> problems.none())
        .orElseThrow(() -> new IllegalStateException("broken build: " + problems.inReadingOrder()));
  }
}
