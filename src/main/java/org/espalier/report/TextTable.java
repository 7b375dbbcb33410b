package org.espalier.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells, aligned for a fixed-width font. */
final class TextTable {
  /**
   * How a column stands.
   *
   * @param gap spaces before it
   */
  record Form(String title, boolean right, int gap) {
    static Form words(String title) {
      return new Form(title, false, 2);
    }

    static Form number(String title) {
      return new Form(title, true, 2);
    }

    /** A number that belongs to the one on its left. */
    static Form remark(String title) {
      return new Form(title, true, 1);
    }
  }

  private final List<Form> forms;
  private final List<List<String>> lines = new ArrayList<>();

  TextTable(List<Form> forms) {
    this.forms = List.copyOf(forms);
    add(forms.stream().map(Form::title).toList());
  }

  void add(List<String> cells) {
    lines.add(List.copyOf(cells));
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
