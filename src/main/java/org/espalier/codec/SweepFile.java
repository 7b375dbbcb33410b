package org.espalier.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Overlay;
import org.espalier.codec.tree.Place;
import org.espalier.codec.tree.Problems;
import org.espalier.codec.tree.YamlTree;
import org.espalier.sweep.spec.SweepSpec;

/**
 * The sweep file. What it does not say stands in {@code conf/reference.yaml}: maps merge with it,
 * key by key; lists and single values replace its own.
 */
public final class SweepFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new Quoting()).build())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private SweepFile() {}

  /**
   * Reads a sweep file.
   *
   * @param text its content
   * @param origin its name, for messages
   * @param overrides {@code key=value} pairs of {@code --set}, the values in YAML; the last one
   *     wins
   * @throws SpecException if anything is wrong, with all that is
   */
  public static SweepSpec read(String text, String origin, List<String> overrides) {
    Problems problems = new Problems();
    Node file =
        YamlTree.read(text, (line, column) -> new Place(origin, line, column), problems)
            .map(root -> keys(root, problems))
            .orElseThrow(() -> new SpecException(origin, problems.inReadingOrder()));
    Node tree = Overlay.of(Reference.tree(), Overrides.onto(file, overrides, problems));
    return SpecReader.read(tree, problems)
        .orElseThrow(() -> new SpecException(origin, problems.inReadingOrder()));
  }

  /** The whole spec, every key in it, in a text that reads back as an equal spec. */
  public static String write(SweepSpec spec) {
    Map<String, Object> root = new LinkedHashMap<>();
    for (Key<?> key : Keys.ALL) {
      key.plain(spec).ifPresent(value -> put(root, key.path(), value));
    }
    try {
      return YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and numbers can be written", e);
    }
  }

  /**
   * What two specs do not agree on, a {@code key: this -> that} each; nothing when they are equal.
   */
  public static List<String> differences(SweepSpec one, SweepSpec other) {
    List<String> differences = new ArrayList<>();
    for (Key<?> key : Keys.ALL) {
      Optional<Object> before = key.plain(one);
      Optional<Object> after = key.plain(other);
      if (!before.equals(after)) {
        differences.add("%s: %s -> %s".formatted(key.path(), inLine(before), inLine(after)));
      }
    }
    return differences;
  }

  /** A file that holds anything but a map is reported here, so that overrides do not hide it. */
  private static Node keys(Node root, Problems problems) {
    boolean empty = root instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.NOTHING;
    if (root instanceof Node.Mapping || empty) {
      return root;
    }
    problems.refuse(root, "", "a map with the keys " + String.join(", ", Keys.names("")));
    return Node.Scalar.nothing(root.place());
  }

  /** Unchecked because only maps are put where a section begins. */
  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> root, String path, Object value) {
    Map<String, Object> section = root;
    String rest = path;
    for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
      section =
          (Map<String, Object>)
              section.computeIfAbsent(rest.substring(0, dot), name -> new LinkedHashMap<>());
      rest = rest.substring(dot + 1);
    }
    section.put(rest, value);
  }

  private static String inLine(Optional<Object> value) {
    return value.map(Flow::of).orElse("absent");
  }
}
