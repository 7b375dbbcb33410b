package org.espalier.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.criterion.NoNormalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;

/** Why a combination of choices means nothing, where it does not. */
public final class Contradictions {
  private static final List<Function<Candidate, Optional<String>>> RULES =
      List.of(
          Contradictions::channelsOnly,
          Contradictions::oneLayerAgainstAll,
          Contradictions::normalizerWithoutRivals,
          Contradictions::blocksAgainstOthers,
          Contradictions::targetOffThePattern,
          Contradictions::levelsBetweenPatterns);

  private Contradictions() {}

  /** The first reason that a rule finds; nothing where the candidate means something. */
  public static Optional<String> in(Candidate candidate) {
    return RULES.stream().flatMap(rule -> rule.apply(candidate).stream()).findFirst();
  }

  private static Optional<String> channelsOnly(Candidate candidate) {
    return when(
        candidate.criterion().channelsOnly() && candidate.granularity().zeroes(),
        "criterion %s ranks whole channels, and %s removes less"
            .formatted(candidate.criterion().name(), candidate.granularity().label()));
  }

  private static Optional<String> oneLayerAgainstAll(Candidate candidate) {
    return when(
        candidate.order().layerwise() && candidate.ranking() != Ranking.LOCAL,
        "%s ranking weighs layers against each other, so a round cannot touch one layer alone"
            .formatted(a(candidate.ranking().label())));
  }

  private static Optional<String> normalizerWithoutRivals(Candidate candidate) {
    return when(
        candidate.ranking() == Ranking.LOCAL && !(candidate.normalizer() instanceof NoNormalizer),
        "a local ranking compares no layers, so normalizer %s changes nothing"
            .formatted(candidate.normalizer().name()));
  }

  private static Optional<String> blocksAgainstOthers(Candidate candidate) {
    return when(
        candidate.granularity().blocks() && candidate.ranking() != Ranking.LOCAL,
        "%s takes as many weights of every block, so it cannot be ranked %s"
            .formatted(candidate.granularity().label(), candidate.ranking().label()));
  }

  private static Optional<String> targetOffThePattern(Candidate candidate) {
    Granularity granularity = candidate.granularity();
    return granularity.blocks() && candidate.target() != granularity.patternSparsity()
        ? Optional.of(
            "%s is sparsity %s, not %s"
                .formatted(granularity.label(), granularity.patternSparsity(), candidate.target()))
        : Optional.empty();
  }

  private static Optional<String> levelsBetweenPatterns(Candidate candidate) {
    String between =
        candidate.schedule().levels(candidate.target()).stream()
            .filter(level -> level * Granularity.BLOCK != Math.rint(level * Granularity.BLOCK))
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return when(
        candidate.granularity().blocks() && !between.isEmpty(),
        "%s goes by quarters, and schedule %s passes through %s"
            .formatted(candidate.granularity().label(), candidate.schedule().label(), between));
  }

  private static Optional<String> when(boolean contradicts, String reason) {
    return contradicts ? Optional.of(reason) : Optional.empty();
  }

  private static String a(String word) {
    return ("aeiou".indexOf(word.charAt(0)) < 0 ? "a " : "an ") + word;
  }
}
