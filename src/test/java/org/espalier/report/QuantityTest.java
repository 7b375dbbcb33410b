package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1000, 1.00k",
    "12345, 12.3k",
    "431080, 431k",
    "999499, 999k",
    "999999, 1.00M",
    "2293000, 2.29M",
    "9223372036854775807, 9.22E"
  })
  void threeDigitsAndAPrefix(long amount, String text) {
    assertThat(Quantity.text(amount)).isEqualTo(text);
  }
}
