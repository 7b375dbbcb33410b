package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Laws 6 and 8 where machines and files fail: what is lost is no failure, and is done again. */
class TroubledSweepTest {
  private static final String SPEC =
      """
      run: troubled
      model: {source: lenet, train: {epochs: 2}}
      data: {shards: 2}
      search:
        criterion: [l1, l2]
        schedule: [{type: linear, step: 0.1}]
        target: [0.9]
        retrain: [{policy: fine-tune, visits: 2}]
      finalists: {count: 1, epochs: 1}
      """;
  private static final VisitReport BLOCKED =
      VisitReport.thrown(1, "here", new IOException("No space left on device"));

  private final SweepPlan plan = MadeUpPlan.of(SPEC);

  @Test
  void whatIsLostNowAndThenIsDoneAgainAndLeavesNoTrace() throws Exception {
    Results undisturbed = SimulatedRun.calm().sweep(plan, 2);
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      SimulatedRun troubled =
          new SimulatedRun(
              (visit, tries) ->
                  tries >= 2
                      ? null
                      : switch (random.nextInt(4)) {
                        case 0 -> VisitReport.lost("its executor was lost");
                        case 1 -> visit.scoring() == Scoring.TEST ? null : BLOCKED;
                        default -> null;
                      });
      Results results = troubled.sweep(plan, 2);

      assertThat(results.variants())
          .usingRecursiveComparison()
          .ignoringFields("checkpoint")
          .isEqualTo(undisturbed.variants());
      assertThat(troubled.events).anyMatch(event -> event.kind() == Event.Kind.TRIED_AGAIN);
    }
  }

  @Test
  void whatTakesItsMachineAlongEachTimeFailsAndNothingElseDoes() throws Exception {
    Stage bad = plan.tree().stages().get(5);
    SimulatedRun troubled =
        new SimulatedRun(
            (visit, tries) ->
                visit.stage().equals(bad.id()) ? VisitReport.lost("killed, signal 9") : null);

    Results results = troubled.sweep(plan, 2);

    assertThat(troubled.visits).filteredOn(visit -> visit.stage().equals(bad.id())).hasSize(8);
    assertThat(results.variants())
        .filteredOn(variant -> variant.status() == Status.FAILED)
        .singleElement()
        .matches(variant -> variant.id().equals(bad.id()))
        .matches(variant -> variant.error().contains("lost 8 times: killed, signal 9"));
  }

  /** What exhausts a machine's memory is the end of all that are at work there. */
  @Test
  void whatTakesItsNeighboursAlongFailsAloneWhileTheyLive() throws Exception {
    for (Stage bad : plan.tree().stages().subList(1, plan.tree().stages().size())) {
      Results results =
          SimulatedRun.calm().sweep(plan, machine -> new DoomedMachine(machine, bad.id()), 4);

      assertThat(results.variants())
          .filteredOn(variant -> variant.status() == Status.FAILED)
          .singleElement()
          .matches(variant -> variant.id().equals(bad.id()));
    }
  }

  /** As a failure it would be settled, and the run would never have the results it should. */
  @Test
  void filesThatStayOutOfReachEndTheSweepAndSettleNothing() throws Exception {
    Results undisturbed = SimulatedRun.calm().sweep(plan, 2);
    SimulatedRun troubled =
        new SimulatedRun(
            (visit, tries) -> visit.fit() != null && visit.number() == 2 ? BLOCKED : null);

    assertThatThrownBy(() -> troubled.sweep(plan, 2))
        .isInstanceOf(SweepFailure.class)
        .hasMessageContainingAll("No space left", "sweep again");
    assertThat(troubled.journal()).noneMatch(entry -> entry instanceof Variant);
    SimulatedRun mended = SimulatedRun.calm();
    troubled.journal().forEach(mended::append);
    mended.checkpoints().write(((Visited) troubled.journal().get(0)).checkpoint(), new byte[1]);
    assertThat(mended.sweep(plan, 2)).isEqualTo(undisturbed);
  }

  @Test
  void aStageThatHasHadItsTimeWhileItWaitsForFilesEnds() throws Exception {
    SweepPlan brief = MadeUpPlan.of(SPEC, "limits.stage-minutes=10");
    VisitReport slow = VisitReport.thrown(350, "here", new IOException("Connection timed out"));
    SimulatedRun troubled = new SimulatedRun((visit, tries) -> visit.prune() == null ? null : slow);

    Results results = troubled.sweep(brief, 1);

    assertThat(results.variants())
        .filteredOn(variant -> variant.status() == Status.FAILED)
        .hasSize(2)
        .allMatch(variant -> variant.error().contains("limits.stage-minutes"));
  }

  /** Others may have the cluster's cores, for hours. */
  @Test
  void waitingForAMachineTakesNothingFromAStagesTime() throws Exception {
    SweepPlan brief = MadeUpPlan.of(SPEC, "limits.stage-minutes=0.01");
    assertThatThrownBy(() -> SimulatedRun.calm().sweep(brief, 1))
        .hasMessageContaining("limits.stage-minutes");

    assertThat(SimulatedRun.calm().sweep(brief, Crowded::new, 1).variants())
        .usingRecursiveComparison()
        .ignoringFields("seconds")
        .isEqualTo(SimulatedRun.calm().sweep(plan, 1).variants());
  }

  @Test
  void tellsWhereItStandsEveryFewSeconds() throws Exception {
    SimulatedRun simulated = SimulatedRun.calm();
    simulated.sweep(plan, 2);

    Instant last = Instant.EPOCH;
    for (RunStatus status : simulated.told) {
      assertThat(Duration.between(last, status.updated())).isLessThan(Duration.ofSeconds(10));
      last = status.updated();
    }
    assertThat(simulated.events)
        .filteredOn(event -> event.kind() == Event.Kind.SETTLED)
        .hasSize(plan.tree().stages().size() + 1);
  }

  /** A machine on which visits wait for nearly all of their time. */
  private record Crowded(StageExecutor machine) implements Befallen {
    @Override
    public void submit(Visit visit, Consumer<VisitReport> whenDone) {
      machine.submit(visit, report -> whenDone.accept(soon(report)));
    }

    private static VisitReport soon(VisitReport report) {
      return VisitReport.done(report.checkpoint(), report.measured(), 0.01, report.executor());
    }

    @Override
    public boolean isAtWork(String stage) {
      return false;
    }
  }
}
