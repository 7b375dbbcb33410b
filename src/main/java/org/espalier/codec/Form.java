package org.espalier.codec;

import java.util.Optional;
import java.util.function.Predicate;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Problems;

/** What may stand at a key: how it is read, and how it is written. */
interface Form<T> {
  /**
   * Reads a value.
   *
   * @param key the key's path, for messages
   * @param problems gets what is wrong where this returns nothing
   */
  Optional<T> read(Node node, String key, Problems problems);

  /** The value as strings, numbers, lists and maps, from which it can be read again. */
  Object plain(T value);

  /**
   * What may stand here where ranges may stand in the place of numbers; it reads as a value of this
   * form, or as a range.
   */
  default Form<?> orRange() {
    return this;
  }

  /** This form, for those of its values alone that pass a test. */
  default Form<T> where(Predicate<T> test, String allowed) {
    return new Form<>() {
      @Override
      public Optional<T> read(Node node, String key, Problems problems) {
        Optional<T> value = Form.this.read(node, key, problems);
        if (value.isPresent() && !test.test(value.get())) {
          problems.refuse(node, key, allowed);
          return Optional.empty();
        }
        return value;
      }

      @Override
      public Object plain(T value) {
        return Form.this.plain(value);
      }
    };
  }
}
