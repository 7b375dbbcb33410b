package org.espalier.report;

import java.util.Optional;
import java.util.function.Function;

/**
 * One column of a table whose rows are of type {@code R}.
 *
 * @param reader gives a String, Long, Boolean or Number, as the type says; empty where a row has
 *     none
 */
record Column<R>(String name, Type type, Function<R, ? extends Optional<?>> reader) {
  /** What its cells are. */
  enum Type {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN
  }

  static <R> Column<R> text(String name, Function<R, Optional<String>> reader) {
    return new Column<>(name, Type.TEXT, reader);
  }

  static <R> Column<R> integer(String name, Function<R, Optional<Long>> reader) {
    return new Column<>(name, Type.INTEGER, reader);
  }

  static <R> Column<R> decimal(
      String name, Function<R, ? extends Optional<? extends Number>> reader) {
    return new Column<>(name, Type.DECIMAL, reader);
  }

  static <R> Column<R> flag(String name, Function<R, Boolean> reader) {
    return new Column<>(name, Type.BOOLEAN, reader.andThen(Optional::of));
  }

  Optional<?> value(R row) {
    return reader.apply(row);
  }

  /** The cell as text, numbers in full precision; an empty cell is an empty text. */
  String cell(R row) {
    return value(row).map(Object::toString).orElse("");
  }
}
