package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Place;
import org.espalier.codec.tree.Problem;
import org.espalier.codec.tree.Problems;
import org.espalier.codec.tree.YamlTree;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.MacPenalised;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Order;
import org.espalier.schedule.Polynomial;
import org.espalier.schedule.RateDecay;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.SparsitySchedule;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.Stage;
import org.espalier.sweep.Status;
import org.espalier.sweep.spec.Augmentation;
import org.espalier.sweep.spec.EarlyStop;
import org.espalier.sweep.spec.ObjectiveName;
import org.espalier.sweep.spec.Range;
import org.espalier.sweep.spec.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract between vocabularies and the table: every member is there, by its name. */
class NamesTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.espalier");

  /** How a name is written that cannot do without settings. */
  private static final Map<String, String> WITH_SETTINGS =
      Map.of(
          "linear", "{type: linear, step: 0.15}",
          "geometric", "{type: geometric, step: 0.2}",
          "polynomial", "{type: polynomial, rounds: 4, power: 2.5}",
          "mac-penalised", "{type: mac-penalised, lambda: 0.25}",
          "learning-rate-rewinding", "{policy: learning-rate-rewinding, visits: 3}",
          "weight-rewinding", "{policy: weight-rewinding, to-visit: 2}");

  private record Contract<T>(Class<T> type, Family<T> family, Function<T, String> name) {
    List<T> values() {
      return family.names().stream()
          .map(name -> read(WITH_SETTINGS.getOrDefault(name, name)))
          .toList();
    }

    T read(String yaml) {
      Problems problems = new Problems();
      Optional<T> value = family.read(tree(yaml), "key", problems);
      assertThat(problems.inReadingOrder()).isEmpty();
      return value.orElseThrow();
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  static Stream<Contract<?>> openFamilies() {
    return Stream.of(
        new Contract<>(Criterion.class, Names.CRITERIA, Criterion::name),
        new Contract<>(Normalizer.class, Names.NORMALIZERS, Normalizer::name));
  }

  static Stream<Contract<?>> sealedFamilies() {
    return Stream.of(
        new Contract<>(SparsitySchedule.class, Names.SCHEDULES, SparsitySchedule::name),
        new Contract<>(RetrainPolicy.class, Names.RETRAIN_POLICIES, RetrainPolicy::name),
        new Contract<>(SparseTraining.class, Names.SPARSE_TRAININGS, SparseTraining::name),
        new Contract<>(RateDecay.class, Names.DECAYS, RateDecay::name),
        new Contract<>(Strategy.class, Names.STRATEGIES, Strategy::name),
        new Contract<>(EarlyStop.class, Names.EARLY_STOPS, EarlyStop::name));
  }

  static Stream<Contract<?>> enums() {
    return Stream.of(
        new Contract<>(Order.class, Names.ORDERS, Order::label),
        new Contract<>(Ranking.class, Names.RANKINGS, Ranking::label),
        new Contract<>(Granularity.class, Names.GRANULARITIES, Granularity::label),
        new Contract<>(ObjectiveName.class, Names.OBJECTIVES, ObjectiveName::label),
        new Contract<>(Augmentation.class, Names.AUGMENTATIONS, Augmentation::label),
        new Contract<>(Range.Scale.class, Names.SCALES, Range.Scale::label),
        new Contract<>(Status.class, Names.STATUSES, Status::label),
        new Contract<>(Stage.Kind.class, Names.STAGE_KINDS, Names.STAGE_KINDS::nameOf),
        new Contract<>(RunStatus.State.class, Names.RUN_STATES, Names.RUN_STATES::nameOf));
  }

  static Stream<Contract<?>> all() {
    return Stream.of(openFamilies(), sealedFamilies(), enums()).flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource("openFamilies")
  void everyMemberOfAnOpenFamilyThatWeHaveIsInTheTable(Contract<?> contract) {
    assertThat(contract.values().stream().map(value -> value.getClass().getName()).toList())
        .containsExactlyInAnyOrderElementsOf(
            OURS.stream()
                .filter(type -> type.isAssignableTo(contract.type()) && !type.isInterface())
                .map(JavaClass::getName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("sealedFamilies")
  void everyMemberOfASealedFamilyIsInTheTable(Contract<?> contract) {
    assertThat(contract.values().stream().<Class<?>>map(Object::getClass).toList())
        .containsExactlyInAnyOrder(contract.type().getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("enums")
  void everyConstantIsInTheTable(Contract<?> contract) {
    assertThat(contract.values().stream().map(Object.class::cast).toList())
        .containsExactlyInAnyOrder((Object[]) contract.type().getEnumConstants());
  }

  @ParameterizedTest
  @MethodSource("all")
  <T> void namesAndValuesComeBack(Contract<T> contract) {
    for (T value : contract.values()) {
      assertThat(contract.family().nameOf(value)).isEqualTo(contract.name().apply(value));
      assertThat(contract.read(Flow.of(contract.family().plain(value)))).isEqualTo(value);
    }
  }

  @Test
  void settingsThatAreNotGivenHaveDefaults() {
    assertThat(Names.RETRAIN_POLICIES.named("fine-tune")).isEqualTo(new FineTune(2, 0.01, 64));
    assertThat(read(Names.RETRAIN_POLICIES, "{policy: fine-tune, visits: 5}"))
        .contains(new FineTune(5, 0.01, 64));
    assertThat(Names.NORMALIZERS.named("mac-penalised")).isEqualTo(new MacPenalised(0.01));
    assertThat(read(Names.SCHEDULES, "{type: polynomial, rounds: 4}"))
        .contains(new Polynomial(4, 3));
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> Names.CRITERIA.named("randm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot be \"randm\"; allowed: %s; nearest: random"
                .formatted(String.join(", ", Names.CRITERIA.names())));
  }

  @Test
  void aNameThatNeedsSettingsIsRefusedWithoutThem() {
    assertThatThrownBy(() -> Names.SCHEDULES.named("linear"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("linear lacks step; allowed: {type: linear, step: …}");
  }

  private static <T> Optional<T> read(Family<T> family, String yaml) {
    return family.read(tree(yaml), "key", new Problems());
  }

  private static Node tree(String yaml) {
    Problems problems = new Problems();
    return YamlTree.read(yaml, (line, column) -> Place.of("test"), problems)
        .orElseThrow(
            () ->
                new AssertionError(
                    problems.inReadingOrder().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining())));
  }
}
