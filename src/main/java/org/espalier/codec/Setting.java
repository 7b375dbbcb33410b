package org.espalier.codec;

import java.util.Optional;
import java.util.function.Function;

/**
 * One setting of a named value: the {@code step} of a linear schedule.
 *
 * @param fallback what it is when it is not given; empty where it must be
 * @param value reads it off the value it belongs to
 */
record Setting<M, V>(String name, Form<V> form, Optional<V> fallback, Function<M, V> value) {
  /** A setting that must be given. */
  static <M, V> Setting<M, V> required(String name, Form<V> form, Function<M, V> value) {
    return new Setting<>(name, form, Optional.empty(), value);
  }

  /** A setting that has a default. */
  static <M, V> Setting<M, V> optional(
      String name, V fallback, Form<V> form, Function<M, V> value) {
    return new Setting<>(name, form, Optional.of(fallback), value);
  }

  /** This setting, read off values of a wider type that turn out to be of {@code type}. */
  <T> Setting<T, V> of(Class<M> type) {
    return new Setting<>(name, form, fallback, owner -> value.apply(type.cast(owner)));
  }

  Object plain(M owner) {
    return form.plain(value.apply(owner));
  }
}
