package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void wordsStandLeftNumbersRightAndNoWordIsCut() {
    TextTable table =
        new TextTable(List.of(TextTable.Form.words("what"), TextTable.Form.number("n")));
    table.add(List.of("least-sensitive-first", "7"));
    table.add(List.of("l1", "1000"));
    assertThat(table.text())
        .isEqualTo(
            """
            what                      n
            least-sensitive-first     7
            l1                     1000
            """);
  }
}
