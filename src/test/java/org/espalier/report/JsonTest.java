package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesEveryKindOfValue() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "l1");
    value.put("list", Arrays.asList(1, 2L, 0.5, true, null));
    value.put("empty", Map.of());
    value.put("none", List.of());
    assertThat(Json.text(value))
        .isEqualTo(
            """
            {"text":"l1","list":[1,2,0.5,true,null],"empty":{},"none":[]}\
            """);
  }

  @Test
  void numbersThatJsonCannotHoldAreNull() {
    assertThat(Json.text(List.of(Double.NaN, Double.POSITIVE_INFINITY))).isEqualTo("[null,null]");
  }

  @Test
  void everyCharacterComesBack() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char character = 0; character < Character.MIN_SURROGATE; character++) {
      all.append(character);
    }
    all.append("\ud83c\udf33");
    JsonNode read = new ObjectMapper().readTree(Json.text(all));
    assertThat(read.textValue()).isEqualTo(all.toString());
  }

  @Test
  void noTextCanEndTheElementItStandsIn() {
    assertThat(Json.text("</script><!-- & ]]>")).doesNotContain("<", ">", "&");
  }
}
