package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.sweep.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  private static final int[] TEN_CLASSES = IntStream.range(0, 1000).map(row -> row % 10).toArray();

  private static final class Case {
    private final int[] labels;
    private final Division division;

    Case(int[] labels, Division division) {
      this.labels = labels;
      this.division = division;
    }

    int[] labels() {
      return labels;
    }

    Division division() {
      return division;
    }

    Split split() {
      return Split.of(labels, division);
    }

    @Override
    public String toString() {
      return labels.length + " rows, " + division;
    }
  }

  /** Up to 12 classes of 20 to 200 rows in random order, some classes missing. */
  private static Stream<Case> cases() {
    return IntStream.range(0, 100).mapToObj(number -> someCase(new SplittableRandom(number)));
  }

  private static Case someCase(SplittableRandom random) {
    IntStream.Builder labels = IntStream.builder();
    for (int label = 0; label < 12; label++) {
      if (label == 3 || random.nextInt(4) > 0) {
        int rows = 20 + random.nextInt(181);
        for (int row = 0; row < rows; row++) {
          labels.add(label);
        }
      }
    }
    int[] shuffled = labels.build().toArray();
    for (int last = shuffled.length - 1; last > 0; last--) {
      int chosen = random.nextInt(last + 1);
      int label = shuffled[chosen];
      shuffled[chosen] = shuffled[last];
      shuffled[last] = label;
    }
    double validation = 0.02 + 0.5 * random.nextDouble();
    return new Case(shuffled, new Division(validation, 1 + random.nextInt(8), random.nextLong()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachRowIsInExactlyOnePart(Case some) {
    Split split = some.split();

    IntStream rows = Arrays.stream(split.validation());
    for (int shard = 0; shard < some.division().shards(); shard++) {
      rows = IntStream.concat(rows, Arrays.stream(split.shard(shard)));
    }
    assertThat(rows.sorted().toArray())
        .isEqualTo(IntStream.range(0, some.labels().length).toArray());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void validationHoldsTheShareOfEachClass(Case some) {
    int[] validation = some.split().validation();

    for (int label : IntStream.of(some.labels()).distinct().toArray()) {
      double share = some.division().validation() * count(label, some.labels());
      assertThat((double) countIn(validation, label, some.labels()))
          .isBetween(Math.max(1, share - 0.5), Math.max(1, share + 0.5));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shardsDifferByOneRowAtMostInAllAndInEachClass(Case some) {
    Split split = some.split();

    assertThat(spread(some, shard -> split.shard(shard).length)).isLessThanOrEqualTo(1);
    for (int label = 0; label < 12; label++) {
      int each = label;
      assertThat(spread(some, shard -> countIn(split.shard(shard), each, some.labels())))
          .isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameInputGivesTheSameParts(Case some) {
    assertThat(printed(some.split(), some.division().shards()))
        .isEqualTo(printed(some.split(), some.division().shards()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anotherSeedGivesOtherParts(Case some) {
    Division division = some.division();
    Division other = new Division(division.validation(), division.shards(), division.seed() + 1);

    assertThat(printed(Split.of(some.labels(), other), other.shards()))
        .isNotEqualTo(printed(some.split(), division.shards()));
  }

  @Test
  void theNumberOfShardsLeavesTheValidationRowsAlone() {
    assertThat(Split.of(TEN_CLASSES, new Division(0.1, 2, 7)).validation())
        .isEqualTo(Split.of(TEN_CLASSES, new Division(0.1, 8, 7)).validation());
  }

  @Test
  void aShardMixesItsClasses() {
    int[] firstRows = Arrays.copyOf(Split.of(TEN_CLASSES, new Division(0.1, 2, 7)).shard(0), 100);

    assertThat(IntStream.of(firstRows).map(row -> TEN_CLASSES[row]).distinct().count())
        .isEqualTo(10);
  }

  /** A change of this digest changes every result that was ever journalled. */
  @Test
  void theAlgorithmStaysAsItIs() {
    assertThat(Digest.of(printed(Split.of(TEN_CLASSES, new Division(0.1, 3, 42)), 3)))
        .isEqualTo("3671ca0e4157d994fd48eaa17ec7e1399f6edf4301c3feb78e05394c658c6e76");
  }

  @Test
  void callersCannotChangeASplit() {
    Split split = Split.of(TEN_CLASSES, new Division(0.1, 3, 42));
    String before = printed(split, 3);
    Arrays.fill(split.validation(), 0);
    Arrays.fill(split.shard(1), 0);

    assertThat(printed(split, 3)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void aValidationShareOutsideOfZeroToOneIsRefused(double share) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> new Division(share, 1, 1))
        .withMessageContaining("must lie in (0, 1), not " + share);
  }

  @Test
  void noShardsAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> new Division(0.1, 0, 1))
        .withMessageContaining("at least 1 shard, not 0");
  }

  @Test
  void moreShardsThanRowsAreRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Split.of(new int[] {0, 1, 0, 1}, new Division(0.1, 5, 1)))
        .withMessageContaining("4 rows cannot be divided into 5 shards");
  }

  @Test
  void aClassWithTooFewRowsIsNamed() {
    int[] labels = IntStream.range(0, 103).map(row -> row < 100 ? 0 : 1).toArray();

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Split.of(labels, new Division(0.1, 3, 1)))
        .withMessageContaining("class 1 has 3 rows; validation 0.1 takes 1, and then 3 shards");
  }

  private interface Size {
    int of(int shard);
  }

  private static int spread(Case some, Size size) {
    var sizes = IntStream.range(0, some.division().shards()).map(size::of).summaryStatistics();
    return sizes.getMax() - sizes.getMin();
  }

  private static int count(int label, int[] labels) {
    return (int) IntStream.of(labels).filter(each -> each == label).count();
  }

  private static int countIn(int[] rows, int label, int[] labels) {
    return (int) IntStream.of(rows).filter(row -> labels[row] == label).count();
  }

  private static String printed(Split split, int shards) {
    StringBuilder printed = new StringBuilder(Arrays.toString(split.validation()));
    for (int shard = 0; shard < shards; shard++) {
      printed.append('\n').append(Arrays.toString(split.shard(shard)));
    }
    return printed.toString();
  }
}
