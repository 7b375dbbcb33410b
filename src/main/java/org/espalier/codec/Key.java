package org.espalier.codec;

import java.util.Optional;
import java.util.function.Function;
import org.espalier.sweep.spec.SweepSpec;

/**
 * One key of the sweep file.
 *
 * @param path the names from the top down, with dots between them
 * @param form what may stand there
 * @param value reads it off a spec; null where the spec has no such key
 */
record Key<T>(String path, Form<T> form, Function<SweepSpec, T> value) {
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** As it would be written; empty where the spec has no such key. */
  Optional<Object> plain(SweepSpec spec) {
    return Optional.ofNullable(value.apply(spec)).map(form::plain);
  }
}
