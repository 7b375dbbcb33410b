package org.espalier.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.search.Cube;
import org.espalier.search.Dimension;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.SearchSpec;

/**
 * The candidates of a search as the unit cube. It has a coordinate for each axis on which there is
 * a choice, and one for each range on it; those of ranges that are not chosen are ignored. The
 * strategies choose places of it, and know nothing of what these stand for.
 */
final class SearchSpace {
  private final SearchSpec search;
  private final List<List<?>> axes;
  private final Cube cube;

  SearchSpace(SearchSpec search) {
    this.search = search;
    this.axes =
        List.of(
            search.criteria(),
            search.normalizers(),
            search.rankings(),
            search.granularities(),
            search.orders(),
            search.schedules(),
            search.targets(),
            search.retrain(),
            search.seeds(),
            search.sparseTrainings());
    this.cube = new Cube(axes.stream().flatMap(SearchSpace::dimensions).toList());
  }

  private static Stream<Dimension> dimensions(List<?> axis) {
    Stream<Dimension> choice = axis.size() > 1 ? Stream.of(Dimension.CHOICE) : Stream.empty();
    return Stream.concat(choice, Collections.nCopies(ranges(axis), Dimension.RANGE).stream());
  }

  private static int ranges(List<?> axis) {
    return axis.stream()
        .mapToInt(item -> item instanceof Choice<?> choice ? choice.ranges().size() : 0)
        .sum();
  }

  Cube cube() {
    return cube;
  }

  /** What a place stands for, be it that it means nothing. */
  Candidate at(List<Double> place) {
    Pick pick = new Pick(place);
    return new Candidate(
        pick.from(search.criteria()),
        pick.drawnFrom(search.normalizers()),
        pick.from(search.rankings()),
        pick.from(search.granularities()),
        pick.from(search.orders()),
        pick.drawnFrom(search.schedules()),
        pick.drawnFrom(search.targets()),
        pick.drawnFrom(search.retrain()),
        pick.from(search.seeds()),
        pick.drawnFrom(search.sparseTrainings()));
  }

  /**
   * Why a place means nothing, where it does not. Where there are ranges both their ends have to
   * mean something too: what only some number between them would make sensible, as 2:4 with a
   * target that happens to be a half, is not what was asked for.
   */
  Optional<String> contradiction(List<Double> place) {
    Stream<List<Double>> places =
        isFinite()
            ? Stream.of(place)
            : Stream.of(place, withRangesAt(0, place), withRangesAt(1, place));
    return places.flatMap(one -> Contradictions.in(at(one)).stream()).findFirst();
  }

  private List<Double> withRangesAt(double end, List<Double> place) {
    List<Double> moved = new ArrayList<>(place);
    for (int i = 0; i < moved.size(); i++) {
      if (cube.dimensions().get(i) == Dimension.RANGE) {
        moved.set(i, end);
      }
    }
    return moved;
  }

  /** Whether there are so many candidates, and no ranges to draw from. */
  boolean isFinite() {
    return !cube.dimensions().contains(Dimension.RANGE);
  }

  /** How many combinations there are of one choice from each axis. */
  long combinations() {
    return axes.stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
  }

  /**
   * The place of a combination, with all ranges at their low ends; the last axis turns fastest.
   *
   * @param number from 0
   */
  List<Double> place(long number) {
    List<Double> place = new ArrayList<>();
    long behind = combinations();
    for (List<?> axis : axes) {
      behind /= axis.size();
      if (axis.size() > 1) {
        place.add((number / behind % axis.size() + 0.5) / axis.size());
      }
      place.addAll(Collections.nCopies(ranges(axis), 0.0));
    }
    return place;
  }

  /**
   * Stand for all candidates in what decides whether one means something and can be reached: every
   * combination of choices there, with ranges at both their ends, and the controls of these.
   * Retraining, sparse training and seeds decide nothing of it, and are those that come first.
   */
  List<Candidate> outlines() {
    SearchSpec ends =
        new SearchSpec(
            search.criteria(),
            ends(search.normalizers()),
            search.rankings(),
            search.granularities(),
            search.orders(),
            ends(search.schedules()),
            ends(search.targets()),
            List.of(search.retrain().get(0).lowest()),
            search.seeds().subList(0, 1),
            List.of(search.sparseTrainings().get(0).lowest()),
            search.recalibrationRows(),
            search.guards(),
            search.calibrationRows());
    return Controls.with(Grid.of(new SearchSpace(ends)), search.controls()).candidates();
  }

  private static <T> List<T> ends(List<Choice<T>> axis) {
    return axis.stream()
        .flatMap(choice -> Stream.of(choice.lowest(), choice.highest()))
        .distinct()
        .toList();
  }
}
