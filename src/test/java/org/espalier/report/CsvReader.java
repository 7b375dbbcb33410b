package org.espalier.report;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV by another hand than ours. */
final class CsvReader {
  private CsvReader() {}

  /** The rows, as cells by their columns' names. */
  static List<Map<String, String>> rows(String csv) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.setNullValue("");
    settings.setMaxCharsPerColumn(-1);
    List<String[]> lines = new CsvParser(settings).parseAll(new StringReader(csv));
    String[] names = lines.get(0);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String[] line : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], line[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
