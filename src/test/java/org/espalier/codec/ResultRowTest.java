package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Results;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.ObjectiveName;
import org.junit.jupiter.api.Test;

class ResultRowTest {
  private static final Variant PRUNED = JournalLinesTest.VARIANT;
  private static final Variant DENSE =
      new Variant(
          new Stage("dense0000000", null, Stage.Kind.BASELINE, null, null),
          Status.DONE,
          new Measured(0.95, 0.25, 200, 200, 10_000, 2_000, Map.of("conv1", 20, "conv2", 50)),
          "dense.zip",
          8,
          20,
          "host-1",
          null);
  private static final Variant FAILED =
      new Variant(
          new Stage(
              "failed000000",
              PRUNED.id(),
              Stage.Kind.ROUND,
              PRUNED.stage().candidate(),
              PRUNED.stage().round()),
          Status.FAILED,
          null,
          null,
          1,
          0.5,
          "host-2",
          "</script><script>alert(1)</script>");
  private static final Results RESULTS =
      new Results(
          List.of(DENSE, PRUNED, FAILED),
          List.of(new TestScore(DENSE.id(), 0.93, 0.3), new TestScore(PRUNED.id(), 0.91, 0.4)));

  /** The columns that the design fixes, and those that JSON adds. */
  private static final List<String> COLUMNS =
      List.of(
          ("variant,parent,candidate,criterion,normalizer,granularity,order,schedule,round,target,"
                  + "sparsity,seed,status,val_accuracy,val_loss,parameters,nonzero,macs,bytes,"
                  + "latency_ms,visits,seconds,executor,on_frontier,error,"
                  + "ranking,retrain,kind,sparse_training,control,channels,test_accuracy")
              .split(",", -1));

  private static JsonNode parsed(String json) throws JsonProcessingException {
    return new ObjectMapper().readTree(json);
  }

  /** As a reader of the file finds it. */
  private static JsonNode row(Variant variant) throws JsonProcessingException {
    boolean onFrontier = variant.equals(PRUNED);
    return parsed(Json.line(ResultRow.of(variant, onFrontier, RESULTS.tests().get(variant.id()))));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void everyRowHasEveryColumn() throws JsonProcessingException {
    for (Variant variant : RESULTS.variants()) {
      assertThat(names(row(variant))).containsExactlyInAnyOrderElementsOf(COLUMNS);
    }
  }

  @Test
  void theDenseModelHasRoundAndSparsityZeroAndNoCriterion() throws JsonProcessingException {
    JsonNode dense = row(DENSE);

    assertThat(dense.path("kind").asText()).isEqualTo("baseline");
    assertThat(dense.path("round").asInt(-1)).isZero();
    assertThat(dense.path("sparsity").asDouble(-1)).isZero();
    assertThat(dense.path("criterion").isNull()).isTrue();
    assertThat(dense.path("test_accuracy").asDouble()).isEqualTo(0.93);
  }

  @Test
  void aVariantIsNamedAsInSweepFilesAndResults() throws JsonProcessingException {
    JsonNode pruned = row(PRUNED);

    assertThat(pruned.path("criterion").asText()).isEqualTo("l1");
    assertThat(pruned.path("schedule").asText()).isEqualTo("linear(0.1)");
    assertThat(pruned.path("candidate").asText()).isEqualTo(PRUNED.stage().candidate().id());
    assertThat(pruned.path("on_frontier").asBoolean()).isTrue();
    assertThat(pruned.path("val_loss").asText()).isEqualTo("NaN");
    assertThat(pruned.path("channels")).hasToString("{\"conv1\":18,\"conv2\":45}");
  }

  @Test
  void aFailureHasItsErrorAndNothingMeasured() throws JsonProcessingException {
    JsonNode failed = row(FAILED);

    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("val_accuracy").isNull()).isTrue();
    assertThat(failed.path("error").asText()).isEqualTo(FAILED.error());
  }

  @Test
  void theFrontierStandsBesideTheDenseModel() throws JsonProcessingException {
    VariantFront front =
        RESULTS.front(List.of(ObjectiveName.ACCURACY, ObjectiveName.MACS)).orElseThrow();
    JsonNode json = parsed(FrontierJson.write(front, RESULTS));

    assertThat(json.path("objectives")).hasToString("[\"accuracy\",\"macs\"]");
    assertThat(json.path("reference").path("accuracy").asDouble(-1)).isZero();
    assertThat(json.path("reference").path("macs").asDouble()).isEqualTo(11_000.0);
    assertThat(json.path("hypervolume").asDouble()).isEqualTo(front.hypervolume());
    assertThat(json.path("dense").path("objectives"))
        .hasToString("{\"accuracy\":0.95,\"macs\":10000.0}");
    assertThat(json.path("dense").path("test_accuracy").asDouble()).isEqualTo(0.93);
    assertThat(json.path("members")).hasSize(2);
    for (JsonNode member : json.path("members")) {
      assertThat(names(member)).containsExactlyInAnyOrderElementsOf(COLUMNS);
      assertThat(member.path("on_frontier").asBoolean()).isTrue();
    }
  }

  @Test
  void environmentAndSummaryKeepTheOrderOfTheirFacts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("status", "done");
    facts.put("failed", 0);
    facts.put("hypervolume", 0.5);
    facts.put("versions", Map.of("java", "17"));
    facts.put("flags", List.of(true, false));

    assertThat(SummaryJson.line(facts))
        .isEqualTo(
            "{\"status\":\"done\",\"failed\":0,\"hypervolume\":0.5,"
                + "\"versions\":{\"java\":\"17\"},\"flags\":[true,false]}");
    assertThat(EnvironmentJson.write(facts))
        .isEqualTo(
            """
            {
              "status" : "done",
              "failed" : 0,
              "hypervolume" : 0.5,
              "versions" : {
                "java" : "17"
              },
              "flags" : [ true, false ]
            }
            """);
  }
}
