package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.espalier.store.MemoryRun;
import org.junit.jupiter.api.Test;

/** Law 6 by the visit: a sweep that ended anywhere goes on where it was, and does nothing twice. */
class ResumedSweepTest {
  private static final String SPEC =
      """
      run: resumed
      model: {source: lenet, train: {epochs: 2}}
      data: {shards: 2}
      search:
        criterion: [l2]
        schedule: [{type: linear, step: 0.2}]
        target: [0.6]
        retrain: [{policy: fine-tune, visits: 3}]
      finalists: {count: 1, epochs: 2}
      """;

  @Test
  void goesOnAfterTheLastVisitWhereverItEnded() throws InterruptedException {
    MemoryRun calm = new MemoryRun();
    List<Visit> undisturbed = new ArrayList<>();
    Results expected = sweep(calm, undisturbed, Integer.MAX_VALUE).run();
    assertThat(undisturbed).hasSizeGreaterThan(15);

    for (int reports = 1; reports < undisturbed.size(); reports++) {
      MemoryRun run = new MemoryRun();
      List<Visit> visits = new ArrayList<>();
      Sweep dying = sweep(run, visits, reports);
      assertThatThrownBy(dying::run).isInstanceOf(SweepFailure.class);
      Sweep resumed = sweep(run, visits, Integer.MAX_VALUE);

      assertThat(resumed.run()).as("ended after %d visits", reports).isEqualTo(expected);
      assertThat(visits).isEqualTo(undisturbed);
      assertThat(run.journal()).isEqualTo(calm.journal());
    }
  }

  private static Sweep sweep(MemoryRun run, List<Visit> visits, int reports) {
    AtOnce executor = new AtOnce(visits, visit -> 0.5, reports, run.checkpoints());
    return new Sweep(MadeUpPlan.of(SPEC), executor, run, Progress.UNSEEN);
  }
}
