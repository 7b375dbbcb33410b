package org.espalier.report;

import java.util.Optional;
import java.util.function.Function;

/**
 * One column of the results.
 *
 * @param reader gives a String, Long, Boolean or Number, as the type says; empty where a row has
 *     none
 */
record Column(String name, Type type, Function<Row, ? extends Optional<?>> reader) {
  /** What its cells are. */
  enum Type {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN
  }

  static Column text(String name, Function<Row, Optional<String>> reader) {
    return new Column(name, Type.TEXT, reader);
  }

  static Column integer(String name, Function<Row, Optional<Long>> reader) {
    return new Column(name, Type.INTEGER, reader);
  }

  static Column decimal(String name, Function<Row, ? extends Optional<? extends Number>> reader) {
    return new Column(name, Type.DECIMAL, reader);
  }

  static Column flag(String name, Function<Row, Boolean> reader) {
    return new Column(name, Type.BOOLEAN, reader.andThen(Optional::of));
  }

  Optional<?> value(Row row) {
    return reader.apply(row);
  }

  /** The cell as text, numbers in full precision; an empty cell is an empty text. */
  String cell(Row row) {
    return value(row).map(Object::toString).orElse("");
  }
}
