package org.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.espalier.schedule.Pool;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final int CASES = 500;

  @Test
  void localRankingLeavesTheExactNumberInEachPool() {
    onRandomPools(
        (random, pools) -> {
          double sparsity = random.nextDouble();
          Map<String, BitSet> kept = Selection.kept(pools, sparsity, Ranking.LOCAL);
          for (ScoredPool scored : pools) {
            long size = scored.pool().size();
            assertThat(kept.get(scored.pool().name()).cardinality())
                .isEqualTo((int) Math.max(size - Math.round(sparsity * size), scored.floor()));
          }
        });
  }

  @Test
  void globalRankingLeavesTheExactNumberOverallAndTheFloorInEachPool() {
    onRandomPools(
        (random, pools) -> {
          double sparsity = possibleSparsity(random, pools);
          Map<String, BitSet> kept = Selection.kept(pools, sparsity, Ranking.GLOBAL);
          long dense = pools.stream().mapToLong(scored -> scored.pool().size()).sum();
          assertThat(kept.values().stream().mapToInt(BitSet::cardinality).sum())
              .isEqualTo((int) (dense - Math.round(sparsity * dense)));
          for (ScoredPool scored : pools) {
            assertThat(kept.get(scored.pool().name()).cardinality())
                .isGreaterThanOrEqualTo(scored.floor());
          }
        });
  }

  @Test
  void removesWhatRemovingOneByOneWouldRemove() {
    onRandomPools(
        (random, pools) -> {
          double sparsity = possibleSparsity(random, pools);
          assertThat(Selection.kept(pools, sparsity, Ranking.GLOBAL))
              .isEqualTo(keptOneByOne(pools, sparsity));
          for (ScoredPool scored : pools) {
            assertThat(Selection.kept(List.of(scored), sparsity, Ranking.LOCAL))
                .isEqualTo(keptOneByOne(List.of(scored), sparsity));
          }
        });
  }

  @Test
  void whatIsGoneStaysGoneWhileSparsityGrows() {
    for (Ranking ranking : Ranking.values()) {
      onRandomPools(
          (random, pools) -> {
            List<ScoredPool> now = pools;
            Map<String, BitSet> before = Selection.kept(now, 0, ranking);
            double last = possibleSparsity(random, pools);
            for (double share : random.doubles(5).sorted().toArray()) {
              now = scoredAgain(now, before, random);
              Map<String, BitSet> after = Selection.kept(now, share * last, ranking);
              after.forEach((pool, units) -> assertThat(isPart(units, before.get(pool))).isTrue());
              before.putAll(after);
            }
          });
    }
  }

  @Test
  void sparsityIsOfTheDensePoolWhenChannelsHaveBeenCutAlready() {
    ScoredPool cut = new ScoredPool(new Pool("conv", 10), new double[] {5, 1, 4, 2, 3}, 1);

    assertThat(Selection.kept(List.of(cut), 0.7, Ranking.LOCAL).get("conv"))
        .isEqualTo(BitSet.valueOf(new long[] {0b10101}));
    assertThat(Selection.kept(List.of(cut), 0.5, Ranking.LOCAL).get("conv").cardinality())
        .isEqualTo(5);
  }

  @Test
  void ofEqualScoresTheFirstStay() {
    ScoredPool equal = new ScoredPool(new Pool("conv", 6), new double[] {1, 1, 0, 1, 1, 1}, 1);

    assertThat(Selection.kept(List.of(equal), 0.5, Ranking.LOCAL).get("conv"))
        .isEqualTo(BitSet.valueOf(new long[] {0b1011}));
  }

  @Test
  void theOrderOfPoolsDoesNotMatterWhereScoresAreDistinct() {
    onRandomPools(
        (random, pools) -> {
          List<ScoredPool> distinct = distinctScores(pools, random);
          double sparsity = possibleSparsity(random, pools);
          List<ScoredPool> shuffled = new ArrayList<>(distinct);
          Collections.shuffle(shuffled, random);
          for (Ranking ranking : Ranking.values()) {
            assertThat(Selection.kept(shuffled, sparsity, ranking))
                .isEqualTo(Selection.kept(distinct, sparsity, ranking));
          }
        });
  }

  @Test
  void aFloorHoldsAgainstAnySparsity() {
    ScoredPool pool = new ScoredPool(new Pool("conv", 4), new double[] {1, 4, 3, 2}, 1);

    assertThat(Selection.kept(List.of(pool), 0.99, Ranking.LOCAL).get("conv"))
        .isEqualTo(BitSet.valueOf(new long[] {0b10}));
  }

  @Test
  void refusesAGlobalSparsityThatWouldTakeALastChannel() {
    List<ScoredPool> pools =
        List.of(
            new ScoredPool(new Pool("a", 4), new double[4], 1),
            new ScoredPool(new Pool("b", 4), new double[4], 1));

    assertThatThrownBy(() -> Selection.kept(pools, 0.9, Ranking.GLOBAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("0.9", "1 of 8", "2 must stay", "lower target");
  }

  @Test
  void refusesScoresThatCannotBeRanked() {
    for (double score : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ScoredPool(new Pool("conv", 2), new double[] {1, score}, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("conv", "unit 1", Double.toString(score));
    }
  }

  private static void onRandomPools(BiConsumer<Random, List<ScoredPool>> law) {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<ScoredPool> pools = new ArrayList<>();
      int count = 1 + random.nextInt(5);
      for (int i = 0; i < count; i++) {
        pools.add(randomPool("pool-" + i, random));
      }
      try {
        law.accept(random, pools);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** Few distinct scores, so that ties are common. */
  private static ScoredPool randomPool(String name, Random random) {
    double[] scores = random.ints(1 + random.nextInt(40), 0, 12).asDoubleStream().toArray();
    return new ScoredPool(new Pool(name, scores.length), scores, random.nextInt(2));
  }

  /** One that leaves at least the floors. */
  private static double possibleSparsity(Random random, List<ScoredPool> pools) {
    double dense = pools.stream().mapToLong(scored -> scored.pool().size()).sum();
    double floor = pools.stream().mapToInt(ScoredPool::floor).sum();
    return random.nextDouble() * (1 - floor / dense);
  }

  private static List<ScoredPool> scoredAgain(
      List<ScoredPool> pools, Map<String, BitSet> alive, Random random) {
    return pools.stream()
        .map(
            scored -> {
              double[] scores = new double[scored.scores().length];
              for (int unit = 0; unit < scores.length; unit++) {
                boolean here = alive.get(scored.pool().name()).get(unit);
                scores[unit] = here ? random.nextInt(12) : ScoredPool.GONE;
              }
              return new ScoredPool(scored.pool(), scores, scored.floor());
            })
        .toList();
  }

  private static List<ScoredPool> distinctScores(List<ScoredPool> pools, Random random) {
    return pools.stream()
        .map(
            scored ->
                new ScoredPool(
                    scored.pool(),
                    random.doubles(scored.scores().length).toArray(),
                    scored.floor()))
        .toList();
  }

  private static boolean isPart(BitSet part, BitSet whole) {
    BitSet beyond = (BitSet) part.clone();
    beyond.andNot(whole);
    return beyond.isEmpty();
  }

  private record Unit(ScoredPool scored, int index) {
    double score() {
      return scored.scores()[index];
    }
  }

  /** The definition, as slow as it reads. */
  private static Map<String, BitSet> keptOneByOne(List<ScoredPool> pools, double sparsity) {
    Map<String, BitSet> kept = new LinkedHashMap<>();
    List<Unit> units = new ArrayList<>();
    for (ScoredPool scored : pools) {
      BitSet all = new BitSet();
      all.set(0, scored.scores().length);
      kept.put(scored.pool().name(), all);
      for (int index = 0; index < scored.scores().length; index++) {
        units.add(new Unit(scored, index));
      }
    }
    long left = units.size();
    Collections.reverse(units);
    units.sort(Comparator.comparingDouble(Unit::score));
    long remaining = Selection.remaining(left, sparsity);
    for (Unit unit : units) {
      BitSet pool = kept.get(unit.scored().pool().name());
      if (left > remaining && pool.cardinality() > unit.scored().floor()) {
        pool.clear(unit.index());
        left--;
      }
    }
    return kept;
  }
}
