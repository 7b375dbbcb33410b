package org.espalier.codec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Overlay;
import org.espalier.codec.tree.Place;
import org.espalier.codec.tree.Problems;
import org.espalier.codec.tree.YamlTree;

/** What {@code --set key=value} changes: the value at the key's path, whole; the last one wins. */
final class Overrides {
  private Overrides() {}

  /** The tree with each value put in its place. */
  static Node onto(Node tree, List<String> settings, Problems problems) {
    Node changed = tree;
    for (String setting : settings) {
      changed = onto(changed, setting, problems);
    }
    return changed;
  }

  private static Node onto(Node tree, String setting, Problems problems) {
    Place place = Place.of("--set " + setting);
    int equals = setting.indexOf('=');
    if (equals < 1) {
      problems.add(place, "", "allowed: key=value, such as data.shards=2");
      return tree;
    }
    List<String> path = Arrays.asList(setting.substring(0, equals).strip().split("\\.", -1));
    return YamlTree.read(setting.substring(equals + 1), (line, column) -> place, problems)
        .map(value -> put(tree, path, value))
        .orElse(tree);
  }

  private static Node put(Node tree, List<String> path, Node value) {
    if (path.isEmpty()) {
      return value;
    }
    Map<String, Node.Field> fields =
        tree instanceof Node.Mapping mapping
            ? new LinkedHashMap<>(mapping.fields())
            : new LinkedHashMap<>();
    Node below = Overlay.at(tree, path.get(0)).orElseGet(() -> Node.Scalar.nothing(value.place()));
    Node changed = put(below, path.subList(1, path.size()), value);
    fields.put(path.get(0), new Node.Field(value.place(), changed));
    return new Node.Mapping(tree.place(), fields);
  }
}
