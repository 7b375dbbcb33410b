package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.store.MemoryRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models are let go as the sweep goes, and none that anybody needs. */
class RetentionTest {
  private static final String SPEC =
      """
      run: retention
      model: {source: lenet, train: {epochs: 2}}
      data: {shards: 2}
      search:
        criterion: [l1, l2, random]
        ranking: [local, global]
        schedule: [{type: linear, step: 0.1}, {type: geometric, step: 0.3}, one-shot]
        target: [0.5, 0.9]
        retrain:
          - {policy: fine-tune, visits: 2}
          - {policy: weight-rewinding, to-visit: 1}
          - none
        controls: [random, from-scratch]
      objectives: [accuracy, macs]
      finalists: {count: 3, epochs: 1}
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void whatIsDeliveredIsThereInTheEndAndFewModelsBesides(int slots) throws Exception {
    SimulatedRun simulated = SimulatedRun.calm();
    SweepPlan plan = MadeUpPlan.of(SPEC);

    Results results = simulated.sweep(plan, slots);

    VariantFront front = results.front(plan.spec().objectives()).orElseThrow();
    assertThat(simulated.checkpoints().names()).containsAll(needed(front));
    int stages = plan.tree().stages().size();
    assertThat(stages).isGreaterThan(250);
    assertThat(simulated.checkpoints().names().size()).isLessThan(stages / 5);
    assertThat(simulated.mostModels()).isLessThan(stages / 2);
  }

  @Test
  void aResumedSweepLetsGoWhatItsForerunnerLeft() throws Exception {
    SimulatedRun whole = SimulatedRun.calm();
    SweepPlan plan = MadeUpPlan.of(SPEC);
    Results expected = whole.sweep(plan, 3);
    for (int settled : List.of(1, 40, 200)) {
      SimulatedRun resumed = SimulatedRun.calm();
      for (Entry entry : whole.journal().subList(0, settled)) {
        resumed.append(entry);
        keepModel(entry, resumed.run);
      }
      resumed.checkpoints().write("left-by-a-visit-nobody-heard-of.zip", new byte[1]);

      assertThat(resumed.sweep(plan, 2)).isEqualTo(expected);
      assertThat(resumed.checkpoints().names()).isEqualTo(whole.checkpoints().names());
    }
  }

  private static void keepModel(Entry entry, MemoryRun run) throws IOException {
    String model =
        entry instanceof Variant variant
            ? variant.checkpoint()
            : entry instanceof Visited visit ? visit.checkpoint() : null;
    if (model != null) {
      run.checkpoints().write(model, new byte[1]);
    }
  }

  private static Set<String> needed(VariantFront front) {
    return Stream.concat(front.members().stream(), front.unbeatenControls().stream())
        .map(Variant::checkpoint)
        .collect(Collectors.toSet());
  }
}
