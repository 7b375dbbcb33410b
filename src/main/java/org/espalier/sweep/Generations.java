package org.espalier.sweep;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.espalier.search.Nsga2;
import org.espalier.search.Tried;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.Strategy;

/**
 * A generation of candidates that descends from those before it, by {@link Nsga2}. None is tried
 * twice. When the last has ended come the controls of all.
 */
final class Generations implements Proposals {
  private final SearchSpace space;
  private final Strategy.Nsga2 strategy;
  private final List<Control> controls;
  private final int number;
  private final List<Tried> parents;
  private final List<Draws.Drawn> children;
  private final Set<Candidate> tried;
  private final Batch batch;

  private Generations(
      SearchSpace space,
      Strategy.Nsga2 strategy,
      List<Control> controls,
      int number,
      List<Tried> parents,
      Set<Candidate> triedBefore) {
    this.space = space;
    this.strategy = strategy;
    this.controls = controls;
    this.number = number;
    this.parents = parents;
    RandomGenerator random = Seeds.generator(strategy.seed(), "generation " + number);
    Draws draws = new Draws(space, triedBefore);
    this.children =
        draws.take(
            strategy.population(),
            () ->
                parents.isEmpty()
                    ? space.cube().draw(random)
                    : Nsga2.child(parents, space.cube(), random));
    List<Candidate> candidates = children.stream().map(Draws.Drawn::candidate).toList();
    this.tried = new LinkedHashSet<>(triedBefore);
    this.tried.addAll(candidates);
    this.batch = new Batch(candidates, draws.leftOut());
  }

  static Generations first(SearchSpace space, Strategy.Nsga2 strategy, List<Control> controls) {
    return new Generations(space, strategy, controls, 1, List.of(), Set.of());
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public Optional<Proposals> after(Function<Candidate, Optional<List<Double>>> costs) {
    return number < strategy.generations() ? next(costs).or(this::controls) : controls();
  }

  /** Empty where the space has nothing new. */
  private Optional<Proposals> next(Function<Candidate, Optional<List<Double>>> costs) {
    List<Tried> all = new ArrayList<>(parents);
    children.forEach(
        child ->
            all.add(
                new Tried(child.candidate().id(), child.place(), costs.apply(child.candidate()))));
    List<Tried> best = Nsga2.ranked(all).stream().limit(strategy.population()).toList();
    Generations next = new Generations(space, strategy, controls, number + 1, best, tried);
    return next.children.isEmpty() ? Optional.empty() : Optional.of(next);
  }

  private Optional<Proposals> controls() {
    List<Candidate> compared = Controls.of(List.copyOf(tried), controls);
    return Stream.of(compared)
        .filter(some -> !some.isEmpty())
        .<Proposals>map(some -> new AllAtOnce(new Batch(some, List.of())))
        .findFirst();
  }

  @Override
  public boolean isAll() {
    return strategy.generations() == 1 && controls.isEmpty();
  }

  @Override
  public long candidates() {
    long most = (long) strategy.population() * strategy.generations();
    return space.isFinite() ? Math.min(most, space.combinations()) : most;
  }
}
