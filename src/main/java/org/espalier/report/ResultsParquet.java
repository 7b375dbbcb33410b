package org.espalier.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.espalier.sweep.Results;
import org.espalier.sweep.VariantFront;

/**
 * {@code results.parquet/}: the columns of {@code results.csv} with their types, every one
 * nullable, Snappy-compressed.
 */
public final class ResultsParquet {
  /** The one file in the directory. */
  public static final String PART = "part-00000.parquet";

  private ResultsParquet() {}

  /**
   * The content of {@link #PART}, made in memory so that the run store can put it down whole.
   *
   * @param front null while the dense model has no score
   */
  public static byte[] bytes(Results results, VariantFront front) {
    ResultTable table = ResultTable.ofVariants(results, front);
    MemoryFile file = new MemoryFile();
    try (ParquetWriter<Row> writer =
        ParquetRows.writer(file, table.columns())
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (Row row : table.rows()) {
        writer.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Parquet could not be written to memory", e);
    }
    return file.bytes();
  }
}
