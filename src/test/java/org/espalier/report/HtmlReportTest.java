package org.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.espalier.sweep.Results;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>{{script}}";

  private static final Results RESULTS = SampleRun.results();
  private static final VariantFront FRONT = SampleRun.front(RESULTS);
  private static final String HTML = HtmlReport.html(SampleRun.input("lenet", RESULTS));

  @Test
  void holdsTheRunAsData() throws IOException {
    JsonNode data = data(HTML);
    assertThat(data.get("run").textValue()).isEqualTo("lenet");
    assertThat(data.get("dense").textValue()).isEqualTo(RESULTS.variants().get(0).id());
    assertThat(data.get("rows")).hasSameSizeAs(RESULTS.variants());
    assertThat(data.get("rows")).allMatch(row -> row.size() == data.get("columns").size());
    assertThat(data.get("environment").get("java").get("version").textValue()).isEqualTo("17.0.15");
    assertThat(data.get("sweep").textValue()).contains("# <- 431,080 parameters");
    assertThat(data.get("status").get("state").textValue()).isEqualTo("done");
  }

  @Test
  void namesTheFrontAndThePicks() throws IOException {
    JsonNode data = data(HTML);
    JsonNode frontier = data.get("frontier");
    assertThat(texts(frontier.get("members")))
        .containsExactlyElementsOf(FRONT.members().stream().map(Variant::id).toList());
    assertThat(frontier.get("hypervolume").doubleValue()).isEqualTo(FRONT.hypervolume());
    assertThat(data.get("picks").get("smallest").textValue())
        .isEqualTo(Picks.of(RESULTS).smallest().orElseThrow().id());
    assertThat(data.get("channels").get(RESULTS.variants().get(0).id()).get("ffn1").intValue())
        .isEqualTo(500);
  }

  @Test
  void seedsAreThereWhereThereAreSeveral() throws IOException {
    JsonNode one = data(HTML).get("seeds");
    JsonNode several =
        data(HtmlReport.html(SampleRun.input("lenet", SampleRun.repeated()))).get("seeds");

    assertThat(one.get("rows")).isEmpty();
    assertThat(several.get("rows")).hasSize(43);
    assertThat(several.get("rows")).allMatch(row -> row.size() == several.get("columns").size());
  }

  @Test
  void controlsThatNothingBeatsAreNamed() throws IOException {
    Results repeated = SampleRun.repeated();
    JsonNode frontier = data(HtmlReport.html(SampleRun.input("x", repeated))).get("frontier");

    assertThat(texts(frontier.get("controls")))
        .isNotEmpty()
        .containsExactlyElementsOf(
            SampleRun.front(repeated).unbeatenControls().stream().map(Variant::id).toList());
    assertThat(texts(frontier.get("members")))
        .doesNotContainAnyElementsOf(texts(frontier.get("controls")));
  }

  @Test
  void testAccuracyIsKeptApartFromTheResults() throws IOException {
    JsonNode data = data(HTML);
    assertThat(texts(data.get("columns"))).doesNotContain("test_accuracy");
    assertThat(data.get("tests")).hasSize(RESULTS.tests().size());
  }

  @Test
  void loadsNothing() {
    assertThat(HTML)
        .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?\\s*(https?:)?//")
        .doesNotContainPattern("(?i)url\\(|@import|fetch\\(|XMLHttpRequest|import\\(")
        .doesNotContain("http://", "https://")
        .contains("default-src 'none'");
  }

  @Test
  void scriptsSetTextsAndNeverMarkup() {
    assertThat(HTML)
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write");
  }

  @Test
  void noNameOrErrorCanBecomeMarkup() throws IOException {
    Stage stage = new Stage("0123456789ab", null, Stage.Kind.BASELINE, null, null);
    Variant failed = new Variant(stage, Status.FAILED, null, null, 0, 0, HOSTILE, HOSTILE);
    Results results = new Results(List.of(failed), List.<TestScore>of());
    String html =
        HtmlReport.html(
            new ReportInput(HOSTILE, HOSTILE, results, null, Map.of(HOSTILE, HOSTILE), null));

    assertThat(html).doesNotContain("<img");
    assertThat(count("</script>", html)).isEqualTo(count("</script>", HTML));
    JsonNode data = data(html);
    assertThat(data.get("run").textValue()).isEqualTo(HOSTILE);
    assertThat(data.get("environment").get(HOSTILE).textValue()).isEqualTo(HOSTILE);
  }

  @Test
  void aRunWithoutADenseModelStillHasItsReport() throws IOException {
    JsonNode data = data(HtmlReport.html(SampleRun.input("lenet", SampleRun.withoutDense())));
    assertThat(data.get("dense").isNull()).isTrue();
    assertThat(data.get("status").get("cause").textValue()).isEqualTo("no such file: lenet.zip");
  }

  @Test
  void equalRunsGiveEqualPages() {
    assertThat(HtmlReport.html(SampleRun.input("lenet", SampleRun.results()))).isEqualTo(HTML);
  }

  private static JsonNode data(String html) throws IOException {
    Matcher matcher = DATA.matcher(html);
    assertThat(matcher.find()).isTrue();
    return new ObjectMapper().readTree(matcher.group(1));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
  }

  private static long count(String part, String text) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }
}
