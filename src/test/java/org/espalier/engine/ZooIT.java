package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 1 on the networks that DL4J's users have. */
class ZooIT {
  /** {@code small}, or with the profile {@code nightly} {@code all}. */
  private static final boolean ALL = System.getProperty("espalier.zoo", "small").equals("all");

  @ParameterizedTest
  @MethodSource("models")
  void aCutModelAnswersAsTheOneWithTheSameChannelsZeroed(ZooModel model) {
    ZooCheck.Seen seen = ZooCheck.check(model);

    assertThat(seen.groups()).isPositive();
    assertThat(seen.removals())
        .allSatisfy(
            removal -> {
              double scale = Math.max(1, removal.scale());
              assertThat(removal.difference()).isLessThan(CutLaw.TOLERANCE * scale);
              assertThat(removal.variation())
                  .as("the answers depend on the image")
                  .isGreaterThan(CutLaw.TOLERANCE);
              assertThat(removal.cost().parameters()).isLessThan(seen.cost().parameters());
              assertThat(removal.cost().macs()).isLessThan(seen.cost().macs());
            });
    assertThat(seen.removals().get(0).cost().parameters())
        .as("the more is removed, the less is left")
        .isGreaterThan(seen.removals().get(2).cost().parameters());
  }

  static Stream<ZooModel> models() {
    return Stream.of(ZooModel.values()).filter(model -> ALL || model.small());
  }
}
