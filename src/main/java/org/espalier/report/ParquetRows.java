package org.espalier.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Tells Parquet what the columns are and hands it a row's cells; empty cells are nulls. */
final class ParquetRows extends WriteSupport<Row> {
  private final List<Column<Row>> columns;
  private RecordConsumer consumer;

  private ParquetRows(List<Column<Row>> columns) {
    this.columns = columns;
  }

  static Builder writer(OutputFile file, List<Column<Row>> columns) {
    return new Builder(file, columns);
  }

  @Override
  public WriteContext init(Configuration configuration) {
    Type[] fields = columns.stream().map(ParquetRows::field).toArray(Type[]::new);
    return new WriteContext(new MessageType("results", fields), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Row row) {
    consumer.startMessage();
    for (int index = 0; index < columns.size(); index++) {
      writeCell(index, columns.get(index), row);
    }
    consumer.endMessage();
  }

  private void writeCell(int index, Column<Row> column, Row row) {
    Optional<?> value = column.value(row);
    if (value.isPresent()) {
      consumer.startField(column.name(), index);
      writeValue(column.type(), value.get());
      consumer.endField(column.name(), index);
    }
  }

  private void writeValue(Column.Type type, Object value) {
    switch (type) {
      case TEXT -> consumer.addBinary(Binary.fromString((String) value));
      case INTEGER -> consumer.addLong((Long) value);
      case DECIMAL -> consumer.addDouble(((Number) value).doubleValue());
      case BOOLEAN -> consumer.addBoolean((Boolean) value);
    }
  }

  private static Type field(Column<Row> column) {
    return switch (column.type()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case INTEGER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
      case DECIMAL -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
      case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
    };
  }

  /** Parquet's way to set up a writer. */
  static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final List<Column<Row>> columns;

    private Builder(OutputFile file, List<Column<Row>> columns) {
      super(file);
      this.columns = columns;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
      return new ParquetRows(columns);
    }
  }
}
