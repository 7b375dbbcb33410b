package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void whatIsPutInIsNotLookedAtAgain() {
    Template template = new Template("{{a}} and {{b}}");
    assertThat(template.filled(Map.of("a", "{{b}} $1 \\", "b", "x")))
        .isEqualTo("{{b}} $1 \\ and x");
  }

  @Test
  void aPlaceThatStaysEmptyIsRefused() {
    assertThatThrownBy(() -> new Template("{{a}}").filled(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{{a}}");
  }
}
