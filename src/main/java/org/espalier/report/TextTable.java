package org.espalier.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells, aligned for a fixed-width font. */
final class TextTable {
  /**
   * How a column stands.
   *
   * @param width beyond which its cells are cut short
   * @param gap spaces before it
   */
  record Form(String title, boolean right, int width, int gap) {
    static Form words(String title, int width) {
      return new Form(title, false, width, 2);
    }

    static Form number(String title) {
      return new Form(title, true, Integer.MAX_VALUE, 2);
    }

    /** A number that belongs to the one on its left. */
    static Form remark(String title) {
      return new Form(title, true, Integer.MAX_VALUE, 1);
    }

    private String fitted(String cell) {
      return cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
    }
  }

  private final List<Form> forms;
  private final List<List<String>> lines = new ArrayList<>();

  TextTable(List<Form> forms) {
    this.forms = List.copyOf(forms);
    add(forms.stream().map(Form::title).toList());
  }

  void add(List<String> cells) {
    List<String> fitted = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      fitted.add(forms.get(i).fitted(cells.get(i)));
    }
    lines.add(fitted);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append(aligned(line).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String aligned(List<String> line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < forms.size(); i++) {
      String cell = line.get(i);
      String padding = " ".repeat(widest(i) - cell.length());
      text.append(i == 0 ? "" : " ".repeat(forms.get(i).gap()));
      text.append(forms.get(i).right() ? padding + cell : cell + padding);
    }
    return text.toString();
  }

  private int widest(int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }
}
