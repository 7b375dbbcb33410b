package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Order;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparsitySchedule;
import org.espalier.sweep.spec.SearchSpec;

/**
 * Every combination of a search's choices.
 *
 * @param candidates those that mean something
 * @param leftOut those that do not, and why
 */
public record Grid(List<Candidate> candidates, List<LeftOut> leftOut) {
  /** A combination that means nothing. */
  public record LeftOut(Candidate candidate, String reason) {}

  public Grid {
    candidates = List.copyOf(candidates);
    leftOut = List.copyOf(leftOut);
  }

  public static Grid of(SearchSpec search) {
    List<Candidate> candidates = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    List<Candidate> combinations =
        search.sparseTrainings().stream()
            .flatMap(sparse -> combinations(search).stream().map(some -> some.after(sparse)))
            .toList();
    for (Candidate candidate : combinations) {
      whyMeaningless(candidate)
          .ifPresentOrElse(
              reason -> leftOut.add(new LeftOut(candidate, reason)),
              () -> candidates.add(candidate));
    }
    return new Grid(candidates, leftOut);
  }

  private static Optional<String> whyMeaningless(Candidate candidate) {
    if (candidate.ranking() == Ranking.GLOBAL && candidate.order() != Order.TOGETHER) {
      return Optional.of(
          "a global ranking weighs all layers against each other, so a round cannot touch one layer"
              + " alone");
    }
    return Optional.empty();
  }

  private static List<Candidate> combinations(SearchSpec search) {
    List<Candidate> all = new ArrayList<>();
    for (Criterion criterion : search.criteria()) {
      for (Normalizer normalizer : search.normalizers()) {
        for (Ranking ranking : search.rankings()) {
          for (Granularity granularity : search.granularities()) {
            for (Order order : search.orders()) {
              for (SparsitySchedule schedule : search.schedules()) {
                for (double target : search.targets()) {
                  for (RetrainPolicy retrain : search.retrain()) {
                    for (long seed : search.seeds()) {
                      all.add(
                          new Candidate(
                              criterion,
                              normalizer,
                              ranking,
                              granularity,
                              order,
                              schedule,
                              target,
                              retrain,
                              seed));
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return all;
  }
}
