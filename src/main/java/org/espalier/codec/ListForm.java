package org.espalier.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Problems;

/**
 * Values of the same form, none of them twice. A single value may be written without brackets.
 *
 * @param mayBeEmpty whether there may be no value at all
 */
record ListForm<T>(Form<T> item, boolean mayBeEmpty) implements Form<List<T>> {
  /** One value or more. */
  ListForm(Form<T> item) {
    this(item, false);
  }

  @Override
  public Optional<List<T>> read(Node node, String key, Problems problems) {
    if (!(node instanceof Node.Sequence sequence)) {
      return item.read(node, key, problems).map(List::of);
    }
    if (sequence.items().isEmpty() && !mayBeEmpty) {
      problems.refuse(node, key, "one value or more");
      return Optional.empty();
    }
    return items(sequence, key, problems);
  }

  @Override
  public Object plain(List<T> values) {
    return values.stream().map(item::plain).toList();
  }

  private Optional<List<T>> items(Node.Sequence sequence, String key, Problems problems) {
    List<T> values = new ArrayList<>();
    Set<T> seen = new HashSet<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Node node = sequence.items().get(i);
      String itemKey = key + "[" + i + "]";
      item.read(node, itemKey, problems)
          .ifPresent(
              value -> {
                if (!seen.add(value)) {
                  problems.add(
                      node.place(), itemKey, "repeats what stands before it; leave it out");
                }
                values.add(value);
              });
    }
    return values.size() == sequence.items().size() ? Optional.of(values) : Optional.empty();
  }
}
