package org.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                .isEqualTo(
                    (int) Math.max(size - Math.round(sparsity * size), scored.pool().floor()));
          }
        });
  }

  @Test
  void howManyStayOfAPoolIsKnownBeforehand() {
    onRandomPools(
        (random, pools) -> {
          List<ScoredPool> guarded = guarded(pools, 2, 1 + random.nextInt(5));
          double level = random.nextDouble();
          for (ScoredPool scored : guarded) {
            Pool pool = scored.pool();
            long staying = Selection.staying(pool, level);
            // As the share that goes, what stays can be had also where the floor is above the
            // level.
            double share = (double) (pool.size() - staying) / pool.size();
            assertThat(
                    Selection.kept(List.of(scored), share, Ranking.LOCAL)
                        .get(pool.name())
                        .cardinality())
                .isEqualTo(Math.toIntExact(staying));
            assertThat(staying)
                .isGreaterThanOrEqualTo(
                    Math.max(pool.floor(), Selection.remaining(pool.size(), level)));
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
                .isGreaterThanOrEqualTo(scored.pool().floor());
          }
        });
  }

  @Test
  void isomorphicRankingLeavesTheExactNumberOfEachKind() {
    onRandomPools(
        (random, pools) -> {
          double sparsity = possibleSparsity(random, pools);
          Map<String, BitSet> kept = Selection.kept(pools, sparsity, Ranking.ISOMORPHIC);
          assertThat(kept).hasSize(pools.size());
          Map<String, List<ScoredPool>> kinds =
              pools.stream().collect(Collectors.groupingBy(scored -> scored.pool().kind()));
          for (List<ScoredPool> alike : kinds.values()) {
            long dense = alike.stream().mapToLong(scored -> scored.pool().size()).sum();
            assertThat(cardinality(kept, alike))
                .isEqualTo((int) (dense - Math.round(sparsity * dense)));
            alike.forEach(
                scored ->
                    assertThat(kept.get(scored.pool().name()).cardinality())
                        .isGreaterThanOrEqualTo(scored.pool().floor()));
          }
        });
  }

  @Test
  void isomorphicRankingIsAGlobalOneWithinEachKind() {
    onRandomPools(
        (random, pools) -> {
          double sparsity = possibleSparsity(random, pools);
          Map<String, BitSet> expected = new LinkedHashMap<>();
          pools.stream()
              .collect(Collectors.groupingBy(scored -> scored.pool().kind()))
              .values()
              .forEach(alike -> expected.putAll(Selection.kept(alike, sparsity, Ranking.GLOBAL)));
          assertThat(Selection.kept(pools, sparsity, Ranking.ISOMORPHIC)).isEqualTo(expected);
        });
  }

  @Test
  void aHigherFloorHoldsInEachPoolUnderEveryRanking() {
    for (Ranking ranking : Ranking.values()) {
      onRandomPools(
          (random, pools) -> {
            int floor = 1 + random.nextInt(4);
            List<ScoredPool> guarded = guarded(pools, floor, 1);
            double sparsity = sparsityWithFloors(random, guarded);
            Map<String, BitSet> kept = Selection.kept(guarded, sparsity, ranking);
            for (ScoredPool scored : guarded) {
              assertThat(kept.get(scored.pool().name()).cardinality())
                  .isGreaterThanOrEqualTo(scored.pool().floor());
            }
          });
    }
  }

  @Test
  void roundingKeepsTheNextMultipleOfWhatWouldStayAndTheBestOfAPool() {
    for (Ranking ranking : Ranking.values()) {
      onRandomPools(
          (random, pools) -> {
            int multiple = 2 + random.nextInt(9);
            double sparsity = possibleSparsity(random, pools);
            List<ScoredPool> rounded = guarded(pools, 0, multiple);
            Map<String, BitSet> exact = Selection.kept(guarded(pools, 0, 1), sparsity, ranking);
            Map<String, BitSet> kept = Selection.kept(rounded, sparsity, ranking);
            for (ScoredPool scored : rounded) {
              BitSet stay = kept.get(scored.pool().name());
              BitSet least = exact.get(scored.pool().name());
              int next = (int) Math.ceil((double) least.cardinality() / multiple) * multiple;
              assertThat(stay.cardinality()).isEqualTo(Math.min(scored.scores().length, next));
              assertThat(isPart(least, stay)).isTrue();
              assertThat(isTop(stay, scored.scores())).isTrue();
            }
          });
    }
  }

  @Test
  void roundingFindsNoMoreThanThereIs() {
    Pool eights = new Pool("conv", 30, "", 0, 1, 8);
    ScoredPool whole = new ScoredPool(eights, new Random(1).doubles(30).toArray());
    ScoredPool cut = new ScoredPool(eights, new Random(1).doubles(20).toArray());

    assertThat(stay(whole, 0.1)).isEqualTo(30);
    assertThat(stay(whole, 0.3)).isEqualTo(24);
    assertThat(stay(cut, 0.3)).isEqualTo(20);
    assertThat(stay(cut, 0.99)).isEqualTo(8);
  }

  @Test
  void everyBlockLosesTheSameNumberAndTheLowestOfItsOwn() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      ScoredPool scored = randomBlocks(random);
      for (int quarters = 0; quarters < 4; quarters++) {
        BitSet kept = Selection.kept(List.of(scored), quarters / 4.0, Ranking.LOCAL).get("matrix");
        for (int[] block : members(scored.blocks())) {
          BitSet within = new BitSet();
          for (int i = 0; i < 4; i++) {
            within.set(i, kept.get(block[i]));
          }
          assertThat(within.cardinality()).as("seed %d", seed).isEqualTo(4 - quarters);
          double[] scores = Arrays.stream(block).mapToDouble(i -> scored.scores()[i]).toArray();
          assertThat(isTop(within, scores)).as("seed %d", seed).isTrue();
        }
      }
    }
  }

  @Test
  void blocksAreNotRankedAgainstOthers() {
    List<ScoredPool> two =
        List.of(
            new ScoredPool(new Pool("a", 4), new double[4]).inBlocks(new int[4]),
            new ScoredPool(new Pool("b", 4), new double[4]).inBlocks(new int[4]));

    assertThatThrownBy(() -> Selection.kept(two, 0.5, Ranking.GLOBAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blocks");
    assertThatThrownBy(() -> new ScoredPool(new Pool("a", 4), new double[4]).inBlocks(new int[3]))
        .hasMessageContainingAll("a", "3", "4");
  }

  /** One path can pass through both, and a target does not depend on the steps towards it. */
  @Test
  void whatGoesAtALowerSparsityGoesAtAHigherOneUnderTheSameScores() {
    for (Ranking ranking : Ranking.values()) {
      onRandomPools(
          (random, pools) -> {
            List<ScoredPool> guarded = guarded(pools, random.nextInt(3), 1 + random.nextInt(5));
            double higher = sparsityWithFloors(random, guarded);
            double lower = random.nextDouble() * higher;
            Map<String, BitSet> more = Selection.kept(guarded, lower, ranking);
            Selection.kept(guarded, higher, ranking)
                .forEach((pool, units) -> assertThat(isPart(units, more.get(pool))).isTrue());
          });
    }
    for (int seed = 0; seed < CASES; seed++) {
      ScoredPool scored = randomBlocks(new Random(seed));
      BitSet quarter = Selection.kept(List.of(scored), 0.25, Ranking.LOCAL).get("matrix");
      BitSet half = Selection.kept(List.of(scored), 0.5, Ranking.LOCAL).get("matrix");
      assertThat(isPart(half, quarter)).as("seed %d", seed).isTrue();
    }
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
    ScoredPool cut = new ScoredPool(channels("conv", 10), new double[] {5, 1, 4, 2, 3});

    assertThat(Selection.kept(List.of(cut), 0.7, Ranking.LOCAL).get("conv"))
        .isEqualTo(BitSet.valueOf(new long[] {0b10101}));
    assertThat(Selection.kept(List.of(cut), 0.5, Ranking.LOCAL).get("conv").cardinality())
        .isEqualTo(5);
  }

  @Test
  void ofEqualScoresTheFirstStay() {
    ScoredPool equal = new ScoredPool(channels("conv", 6), new double[] {1, 1, 0, 1, 1, 1});

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
    ScoredPool pool = new ScoredPool(channels("conv", 4), new double[] {1, 4, 3, 2});

    assertThat(Selection.kept(List.of(pool), 0.99, Ranking.LOCAL).get("conv"))
        .isEqualTo(BitSet.valueOf(new long[] {0b10}));
  }

  @Test
  void refusesAGlobalSparsityThatWouldTakeALastChannel() {
    List<ScoredPool> pools =
        List.of(
            new ScoredPool(channels("a", 4), new double[4]),
            new ScoredPool(channels("b", 4), new double[4]));

    assertThatThrownBy(() -> Selection.kept(pools, 0.9, Ranking.GLOBAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("0.9", "1 of 8", "2 must stay", "lower target");
  }

  @Test
  void refusesScoresThatCannotBeRanked() {
    for (double score : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ScoredPool(new Pool("conv", 2), new double[] {1, score}))
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
    return new ScoredPool(
        new Pool(name, scores.length, "kind " + random.nextInt(3), 0, random.nextInt(2), 1),
        scores);
  }

  /** One that leaves at least the floors, in all and in each kind. */
  private static double possibleSparsity(Random random, List<ScoredPool> pools) {
    double most =
        Stream.of(Ranking.GLOBAL, Ranking.ISOMORPHIC)
            .flatMap(ranking -> ranking.rivals(pools, ScoredPool::pool).stream())
            .mapToDouble(SelectionTest::mostPossible)
            .min()
            .orElseThrow();
    return random.nextDouble() * most;
  }

  private static double mostPossible(List<ScoredPool> rivals) {
    double dense = rivals.stream().mapToDouble(scored -> scored.pool().size()).sum();
    double floor = rivals.stream().mapToInt(scored -> scored.pool().floor()).sum();
    return 1 - floor / dense;
  }

  private static Pool channels(String name, long size) {
    return new Pool(name, size, "", 0, 1, 1);
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
              return new ScoredPool(scored.pool(), scores);
            })
        .toList();
  }

  private static List<ScoredPool> distinctScores(List<ScoredPool> pools, Random random) {
    return pools.stream()
        .map(
            scored ->
                new ScoredPool(scored.pool(), random.doubles(scored.scores().length).toArray()))
        .toList();
  }

  private static boolean isPart(BitSet part, BitSet whole) {
    BitSet beyond = (BitSet) part.clone();
    beyond.andNot(whole);
    return beyond.isEmpty();
  }

  private static int cardinality(Map<String, BitSet> kept, List<ScoredPool> pools) {
    return pools.stream().mapToInt(scored -> kept.get(scored.pool().name()).cardinality()).sum();
  }

  private static int stay(ScoredPool scored, double sparsity) {
    return Selection.kept(List.of(scored), sparsity, Ranking.LOCAL).get("conv").cardinality();
  }

  /** The same pools with other guards; none keeps more than it has. */
  private static List<ScoredPool> guarded(List<ScoredPool> pools, int floor, int roundTo) {
    return pools.stream()
        .map(
            scored -> {
              Pool pool = scored.pool();
              int least = (int) Math.min(floor, pool.size());
              return new ScoredPool(
                  new Pool(pool.name(), pool.size(), pool.kind(), 0, least, roundTo),
                  scored.scores());
            })
        .toList();
  }

  /** One that leaves at least the floors in every single pool. */
  private static double sparsityWithFloors(Random random, List<ScoredPool> pools) {
    return random.nextDouble()
        * pools.stream().mapToDouble(scored -> mostPossible(List.of(scored))).min().orElseThrow();
  }

  /** Blocks of four that lie in any order, some of their units gone already. */
  private static ScoredPool randomBlocks(Random random) {
    int count = 1 + random.nextInt(10);
    List<Integer> blocks = new ArrayList<>();
    for (int unit = 0; unit < 4 * count; unit++) {
      blocks.add(unit / 4);
    }
    Collections.shuffle(blocks, random);
    double[] scores = random.ints(4L * count, -1, 5).asDoubleStream().toArray();
    for (int unit = 0; unit < scores.length; unit++) {
      scores[unit] = scores[unit] < 0 ? ScoredPool.GONE : scores[unit];
    }
    return new ScoredPool(new Pool("matrix", 4L * count), scores)
        .inBlocks(blocks.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int[][] members(int[] blocks) {
    return IntStream.rangeClosed(0, Arrays.stream(blocks).max().orElseThrow())
        .mapToObj(
            block ->
                IntStream.range(0, blocks.length).filter(unit -> blocks[unit] == block).toArray())
        .toArray(int[][]::new);
  }

  /** Whether none that goes scores higher than one that stays, nor as high and stands before it. */
  private static boolean isTop(BitSet stay, double[] scores) {
    return stay.stream()
        .allMatch(
            in ->
                IntStream.range(0, scores.length)
                    .filter(out -> !stay.get(out))
                    .allMatch(
                        out ->
                            scores[out] < scores[in] || (scores[out] == scores[in] && out > in)));
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
      if (left > remaining && pool.cardinality() > unit.scored().pool().floor()) {
        pool.clear(unit.index());
        left--;
      }
    }
    return kept;
  }
}
