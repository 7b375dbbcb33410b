package org.espalier.codec.tree;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads YAML text into a tree.
 *
 * <p>Of YAML it takes what a configuration needs: one document of maps, lists and single values.
 * Aliases, which can blow a small text up to any size, and tags are refused; so is a text that is
 * very long or very deep.
 */
public final class YamlTree {
  private static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 20;
  private static final YAMLFactory YAML = new YAMLFactory();

  private final YAMLParser parser;
  private final Placing placing;
  private final Problems problems;

  /** Names the place of a line and a column. */
  @FunctionalInterface
  public interface Placing {
    Place at(int line, int column);
  }

  private YamlTree(YAMLParser parser, Placing placing, Problems problems) {
    this.parser = parser;
    this.placing = placing;
    this.problems = problems;
  }

  /** The text's tree; empty where the text is not YAML, which is then among the problems. */
  public static Optional<Node> read(String text, Placing placing, Problems problems) {
    if (text.length() > LONGEST) {
      problems.add(
          placing.at(1, 1),
          "",
          "%d characters are too many; allowed: %d".formatted(text.length(), LONGEST));
      return Optional.empty();
    }
    try (YAMLParser parser = YAML.createParser(text)) {
      return Optional.of(new YamlTree(parser, placing, problems).document());
    } catch (JsonProcessingException e) {
      problems.add(YamlFault.place(e, text, placing), "", YamlFault.message(e));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string", e);
    }
  }

  private Node document() throws IOException {
    if (parser.nextToken() == null) {
      return Node.Scalar.nothing(placing.at(1, 1));
    }
    Node root = node("", 1);
    if (parser.nextToken() != null) {
      problems.add(here(), "", "a second document begins; allowed: one document a file");
    }
    return root;
  }

  private Node node(String path, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new JsonParseException(
          parser, "nested too deep; allowed: %d levels".formatted(DEEPEST));
    }
    Optional<String> foreign = foreign();
    Node node =
        switch (parser.currentToken()) {
          case START_OBJECT -> mapping(path, depth);
          case START_ARRAY -> sequence(path, depth);
          default -> scalar();
        };
    if (foreign.isPresent()) {
      problems.add(node.place(), path, foreign.get());
      return new Node.Reported(node.place());
    }
    return node;
  }

  /** What is wrong with how the current value is written, whatever it is. */
  private Optional<String> foreign() throws IOException {
    if (parser.isCurrentAlias()) {
      return Optional.of(
          "an alias (*%s) is not allowed; write the value out".formatted(parser.getText()));
    }
    if (parser.getTypeId() != null) {
      return Optional.of("a tag (!%s) is not allowed; leave it out".formatted(parser.getTypeId()));
    }
    return Optional.empty();
  }

  private Node mapping(String path, int depth) throws IOException {
    Place start = here();
    Map<String, Node.Field> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place place = here();
      String name = parser.currentName();
      String key = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      Node.Field earlier = fields.putIfAbsent(name, new Node.Field(place, node(key, depth + 1)));
      if (earlier != null) {
        problems.add(place, key, "stands here again; it was first at " + earlier.place());
      }
    }
    return new Node.Mapping(start, fields);
  }

  private Node sequence(String path, int depth) throws IOException {
    Place start = here();
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(path + "[" + items.size() + "]", depth + 1));
    }
    return new Node.Sequence(start, items);
  }

  private Node scalar() throws IOException {
    Node.Scalar.Kind kind =
        switch (parser.currentToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Node.Scalar.Kind.NUMBER;
          case VALUE_TRUE, VALUE_FALSE -> Node.Scalar.Kind.FLAG;
          case VALUE_NULL -> Node.Scalar.Kind.NOTHING;
          default -> Node.Scalar.Kind.TEXT;
        };
    return new Node.Scalar(here(), kind, parser.getText());
  }

  private Place here() {
    JsonLocation location = parser.currentTokenLocation();
    return placing.at(location.getLineNr(), location.getColumnNr());
  }
}
