package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SensitivityPageTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>{{script}}";

  private static final String HTML =
      SensitivityPage.html("lenet.zip", "Pruned by l1.", SampleSensitivity.of("stem"));

  @Test
  void holdsTheCurvesAsTheirFileHasThem() throws IOException {
    JsonNode data = data(HTML);
    assertThat(data.get("model").textValue()).isEqualTo("lenet.zip");
    assertThat(data.get("sensitivity").textValue())
        .isEqualTo(SensitivityCsv.text(SampleSensitivity.of("stem")));
  }

  @Test
  void loadsNothingAndSetsNoMarkup() {
    assertThat(HTML)
        .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?\\s*(https?:)?//")
        .doesNotContainPattern("(?i)url\\(|@import|fetch\\(|XMLHttpRequest|import\\(")
        .doesNotContain("http://", "https://")
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
        .contains("default-src 'none'");
  }

  @Test
  void noNameCanBecomeMarkup() throws IOException {
    String html = SensitivityPage.html(HOSTILE, HOSTILE, SampleSensitivity.of(HOSTILE));

    assertThat(html).doesNotContain("<img");
    assertThat(data(html).get("model").textValue()).isEqualTo(HOSTILE);
    assertThat(data(html).get("sensitivity").textValue()).contains(HOSTILE);
  }

  @Test
  void aRunsReportHasThemWhereTheyWereMeasured() throws IOException {
    ReportInput run = SampleRun.input("lenet", SampleRun.smallResults());
    String curves = SensitivityCsv.text(SampleSensitivity.of("stem"));
    ReportInput measured =
        new ReportInput(
            run.run(),
            run.sweep(),
            run.results(),
            run.front(),
            run.environment(),
            run.status(),
            curves);

    assertThat(data(HtmlReport.html(run)).get("sensitivity").isNull()).isTrue();
    assertThat(data(HtmlReport.html(measured)).get("sensitivity").textValue()).isEqualTo(curves);
  }

  private static JsonNode data(String html) throws IOException {
    Matcher matcher = DATA.matcher(html);
    assertThat(matcher.find()).isTrue();
    return new ObjectMapper().readTree(matcher.group(1));
  }
}
