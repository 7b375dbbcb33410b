package org.espalier.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.nd4j.linalg.factory.Nd4j;

/** Law 1 on networks that are made at random. */
public final class RandomGraphs {
  private RandomGraphs() {}

  /**
   * What was seen of all networks.
   *
   * @param cases how many held
   * @param groups channel groups of all of them
   * @param ablated how many were compared with filters zeroed by hand, too
   * @param difference the largest of all outputs, of the largest output where that is above 1
   */
  public record Seen(int cases, int groups, int ablated, double difference) {}

  /**
   * Checks a network for each seed.
   *
   * @throws AssertionError for the first that fails: with its seed and the shortest recipe that
   *     fails in the same way
   */
  public static Seen check(long first, int cases) {
    List<CutLaw.Seen> all =
        LongStream.range(first, first + cases).mapToObj(RandomGraphs::check).toList();
    return new Seen(
        cases,
        all.stream().mapToInt(CutLaw.Seen::groups).sum(),
        (int) all.stream().filter(CutLaw.Seen::ablated).count(),
        all.stream().mapToDouble(CutLaw.Seen::difference).max().orElse(0));
  }

  static CutLaw.Seen check(long seed) {
    Recipe recipe = Recipe.random(seed);
    try {
      return checkApart(recipe);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          report(recipe.shrunk(simpler -> failsLike(failure, simpler)), failure), failure);
    }
  }

  private static boolean failsLike(Throwable first, Recipe recipe) {
    try {
      checkApart(recipe);
      return false;
    } catch (RuntimeException | AssertionError failure) {
      return failure.getClass() == first.getClass();
    }
  }

  private static String report(Recipe shortest, Throwable failure) {
    return "seed %d: %s%nAt its shortest (%s):%n%s%nwhich fails with: %s"
        .formatted(shortest.seed(), failure, shortest, description(shortest), failureOf(shortest));
  }

  private static String description(Recipe recipe) {
    try {
      return NetworkMaker.make(recipe).description().stream()
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (RuntimeException e) {
      return "it cannot be built: " + e;
    }
  }

  private static String failureOf(Recipe recipe) {
    try {
      checkApart(recipe);
      return "nothing, the second time";
    } catch (RuntimeException | AssertionError failure) {
      return failure.toString();
    }
  }

  /** What fails inside DL4J leaves its workspaces open, and the next network would fail of it. */
  private static CutLaw.Seen checkApart(Recipe recipe) {
    try {
      return CutLaw.check(recipe);
    } finally {
      Nd4j.getMemoryManager().setCurrentWorkspace(null);
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }
}
