package org.espalier.sweep;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.sweep.spec.Control;

/**
 * What a sweep comes to, at most.
 *
 * @param exact whether all candidates are known, so that there will be just as many stages; where
 *     they depend on results, the dearest of all possible ones stands for each, with nothing shared
 * @param candidates to be tried, controls included
 * @param controls of them
 * @param searched stages of all candidates
 * @param fromScratch of them those that train what a candidate ends with from scratch
 * @param stagesApart that would be run if no candidate shared any
 * @param whole all stages: those of the dense model, of the sensitivity analysis and of finalists
 *     too
 */
public record Estimate(
    boolean exact,
    long candidates,
    long controls,
    Outlay searched,
    Outlay fromScratch,
    long stagesApart,
    Outlay whole) {
  /**
   * Of a search of which all is known.
   *
   * @param others what is done beside it
   */
  static Estimate of(StageTree tree, Batch batch, StageVisits visits, Outlay others) {
    Outlay searched = Outlay.of(searched(tree), visits);
    return new Estimate(
        true,
        batch.candidates().size(),
        batch.controls(),
        searched,
        Outlay.of(fromScratch(tree), visits),
        tree.roundsApart(),
        searched.plus(others));
  }

  /**
   * Of a search that goes by results.
   *
   * @param dearest the tree of the dearest candidate alone
   * @param candidates that there will be, but for controls
   * @param others what is done beside it
   */
  static Estimate atMost(
      StageTree dearest,
      long candidates,
      List<Control> controls,
      StageVisits visits,
      Outlay others) {
    long compared =
        candidates * controls.stream().filter(control -> control.criterion().isPresent()).count();
    Outlay fromScratch = Outlay.of(fromScratch(dearest), visits).times(candidates);
    Outlay rounds =
        Outlay.of(searched(dearest).filter(stage -> !isFromScratch(stage)), visits)
            .times(candidates + compared);
    Outlay searched = rounds.plus(fromScratch);
    return new Estimate(
        false,
        candidates + compared,
        compared,
        searched,
        fromScratch,
        searched.stages(),
        searched.plus(others));
  }

  private static Stream<Stage> searched(StageTree tree) {
    return tree.stages().stream().skip(tree.dense().size());
  }

  private static Stream<Stage> fromScratch(StageTree tree) {
    return tree.stages().stream().filter(Estimate::isFromScratch);
  }

  private static boolean isFromScratch(Stage stage) {
    return stage.kind() == Stage.Kind.FROM_SCRATCH;
  }
}
