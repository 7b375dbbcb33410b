package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.espalier.sweep.Results;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsParquetTest {
  private static final Results RESULTS = SampleRun.results();

  @TempDir Path directory;
  private InputFile file;

  @BeforeEach
  void write() throws IOException {
    Path part = directory.resolve(ResultsParquet.PART);
    Files.write(part, ResultsParquet.bytes(RESULTS, SampleRun.front(RESULTS)));
    file =
        HadoopInputFile.fromPath(
            new org.apache.hadoop.fs.Path(part.toUri()), new Configuration(false));
  }

  @Test
  void readsBackAsTheCsvDoes() throws IOException {
    List<Map<String, String>> csv =
        CsvReader.rows(ResultsCsv.text(RESULTS, SampleRun.front(RESULTS)));
    List<Map<String, String>> rows = rows();
    assertThat(rows).hasSameSizeAs(csv);
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> expected = csv.get(i);
      expected.computeIfPresent("seconds", (name, seconds) -> shortest(seconds));
      assertThat(rows.get(i)).isEqualTo(expected);
    }
  }

  @Test
  void columnsHaveTypesAndMayBeNull() throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      assertThat(schema.getFields())
          .allMatch(field -> field.isRepetition(Type.Repetition.OPTIONAL));
      assertThat(schema.toString())
          .contains("optional binary criterion (STRING)")
          .contains("optional int64 macs")
          .contains("optional double val_accuracy")
          .contains("optional double latency_ms")
          .contains("optional boolean on_frontier");
    }
  }

  @Test
  void isCompressed() throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      assertThat(reader.getFooter().getBlocks())
          .flatMap(block -> block.getColumns())
          .allMatch(column -> column.getCodec() == CompressionCodecName.SNAPPY);
    }
  }

  @Test
  void equalRunsGiveEqualBytes() throws IOException {
    Results again = SampleRun.results();
    assertThat(ResultsParquet.bytes(again, SampleRun.front(again)))
        .isEqualTo(Files.readAllBytes(directory.resolve(ResultsParquet.PART)));
  }

  private List<Map<String, String>> rows() throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new GroupReader(file).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        rows.add(cells(group));
      }
    }
    return rows;
  }

  private static Map<String, String> cells(Group group) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (Type field : group.getType().getFields()) {
      boolean present = group.getFieldRepetitionCount(field.getName()) > 0;
      cells.put(field.getName(), present ? group.getValueToString(index(group, field), 0) : "");
    }
    return cells;
  }

  private static int index(Group group, Type field) {
    return group.getType().getFieldIndex(field.getName());
  }

  private static String shortest(String seconds) {
    return Double.toString(Double.parseDouble(seconds));
  }

  private static final class GroupReader extends ParquetReader.Builder<Group> {
    GroupReader(InputFile file) {
      super(file);
    }

    @Override
    protected GroupReadSupport getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
