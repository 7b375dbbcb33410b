package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.store.MemoryRun;
import org.junit.jupiter.api.Test;

/** Law 6 where models are gone that a run still needs: they are made again, and it is the same. */
class LostModelsTest {
  private static final String SPEC =
      """
      run: lost
      model: {source: lenet, train: {epochs: 2}}
      data: {shards: 2}
      search:
        criterion: [l1, l2]
        schedule: [{type: linear, step: 0.2}]
        target: [0.6]
        controls: [from-scratch]
        retrain: [{policy: fine-tune, visits: 3}, {policy: weight-rewinding, to-visit: 1}]
      finalists: {count: 2, epochs: 2}
      """;

  private final List<Visit> undisturbed = new ArrayList<>();

  /** A disk that was full, an editor, {@code truncate}: models are let go by lines that go. */
  @Test
  void lastLinesOfTheJournalMayBeLost() throws Exception {
    Results expected = calm();
    for (int reports = 2; reports < undisturbed.size(); reports++) {
      for (int lost = 1; lost <= 3; lost++) {
        MemoryRun dead = dead(reports);
        int kept = Math.max(0, dead.journal().size() - lost);

        Results results = sweep(copy(dead, kept, 0), Integer.MAX_VALUE).run();

        assertThat(results).as("%d visits, %d lines lost", reports, lost).isEqualTo(expected);
      }
    }
  }

  @Test
  void modelsThemselvesMayBeLost() throws Exception {
    Results expected = calm();
    for (int reports = 2; reports < undisturbed.size(); reports++) {
      MemoryRun dead = dead(reports);

      Results results = sweep(copy(dead, dead.journal().size(), 0.5), Integer.MAX_VALUE).run();

      assertThat(results).as("%d visits", reports).isEqualTo(expected);
    }
  }

  private Results calm() throws InterruptedException {
    undisturbed.clear();
    MemoryRun run = new MemoryRun();
    AtOnce executor =
        new AtOnce(undisturbed, LostModelsTest::accuracy, Integer.MAX_VALUE, run.checkpoints());
    return new Sweep(MadeUpPlan.of(SPEC), executor, run, Progress.UNSEEN).run();
  }

  private static MemoryRun dead(int reports) {
    MemoryRun run = new MemoryRun();
    assertThatThrownBy(sweep(run, reports)::run).isInstanceOf(SweepFailure.class);
    return run;
  }

  /** Some of its journal, and of its models those that chance leaves. */
  private static MemoryRun copy(MemoryRun run, int lines, double lost) throws IOException {
    Random random = new Random(lines);
    MemoryRun copy = new MemoryRun();
    run.journal().subList(0, lines).forEach(copy::append);
    for (String model : run.checkpoints().names().stream().sorted().toList()) {
      if (random.nextDouble() >= lost) {
        copy.checkpoints().write(model, new byte[1]);
      }
    }
    return copy;
  }

  private static Sweep sweep(MemoryRun run, int reports) {
    AtOnce executor =
        new AtOnce(new ArrayList<>(), LostModelsTest::accuracy, reports, run.checkpoints());
    return new Sweep(MadeUpPlan.of(SPEC), executor, run, Progress.UNSEEN);
  }

  private static double accuracy(Visit visit) {
    return new Random(visit.stage().hashCode()).nextDouble();
  }
}
