package org.espalier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.data.CifarFromPng;
import org.espalier.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.nativeblas.Nd4jCpu;

/**
 * The walls of the house. Its two tables say what a package may use beside itself and {@code
 * java..}; whoever changes one changes the architecture, and the package's package-info with it.
 */
class ArchitectureTest {
  private static final String OURS = "org.espalier.";
  private static final Path SOURCES = Path.of("src/main/java");
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(compiled(Network.class));

  private static final Set<String> PURE =
      Set.of("network", "criterion", "schedule", "plan", "frontier", "search", "sweep");

  /** Where DL4J and ND4J are at home. */
  private static final Set<String> ENGINE =
      Set.of(
          "engine",
          "engine.net",
          "engine.surgery",
          "engine.feed",
          "engine.evidence",
          "engine.training",
          "engine.compiled",
          "engine.keras");

  /** Which of our packages, with all below them, each package may use. */
  private static final Map<String, Set<String>> NEIGHBOURS =
      Map.ofEntries(
          entry("network", Set.of()),
          entry("criterion", Set.of("network")),
          entry("schedule", Set.of("network")),
          entry("plan", Set.of("criterion", "schedule", "network")),
          entry("frontier", Set.of()),
          entry("search", Set.of("frontier")),
          entry("sweep", PURE),
          entry("sweep.spec", Set.of("criterion", "schedule", "plan", "network")),
          entry("codec", PURE),
          entry("codec.tree", Set.of()),
          entry("engine", union(PURE, ENGINE)),
          entry("engine.net", Set.of("network")),
          entry("engine.surgery", Set.of("plan", "criterion", "network", "engine.net")),
          entry("engine.feed", Set.of("sweep", "network", "engine.net")),
          entry(
              "engine.evidence",
              Set.of(
                  "criterion",
                  "network",
                  "sweep",
                  "engine.surgery",
                  "engine.feed",
                  "engine.compiled",
                  "engine.net")),
          entry(
              "engine.training",
              Set.of(
                  "network",
                  "schedule",
                  "sweep",
                  "engine.surgery",
                  "engine.feed",
                  "engine.compiled",
                  "engine.net")),
          entry("engine.compiled", Set.of("network", "engine.net")),
          entry("engine.keras", Set.of("network")),
          entry("files", Set.of()),
          entry("data", Set.of("files", "sweep", "network")),
          entry("spark", Set.of("sweep", "network")),
          entry("spark.averaging", Set.of("engine", "sweep", "network")),
          entry("spark.checks", Set.of("sweep")),
          entry("local", Set.of("sweep")),
          entry("store", Set.of("files", "sweep")),
          entry("report", PURE),
          entry("cli", Set.of("*")));

  /** A library that is as pure: numbers in, numbers out. */
  private static final String COMPUTES_ALONE = "org.apache.commons.numbers..";

  /** Which packages each library may be used in; one that is not here may not be used. */
  private static final Map<String, Set<String>> HOMES =
      Map.ofEntries(
          entry("org.deeplearning4j..", union(ENGINE, Set.of("spark.averaging"))),
          entry("org.nd4j..", union(ENGINE, Set.of("spark.averaging"))),
          entry("org.bytedeco.javacpp..", Set.of("engine", "engine.compiled")),
          entry("org.bytedeco.dnnl..", Set.of("engine.compiled")),
          entry("io.jhdf..", Set.of("engine.keras")),
          entry("org.apache.spark..", Set.of("spark", "spark.averaging", "spark.checks")),
          entry("scala..", Set.of("spark")),
          entry("com.codahale.metrics..", Set.of("spark")),
          entry(COMPUTES_ALONE, Set.of("plan")),
          entry("com.fasterxml.jackson..", Set.of("codec", "codec.tree")),
          entry("org.apache.hadoop.fs..", Set.of("data", "store", "report", "spark", "cli")),
          entry(
              "org.apache.hadoop.conf..",
              Set.of("files", "data", "store", "report", "spark", "spark.checks", "cli")),
          entry("org.apache.hadoop.security..", Set.of("data")),
          entry("org.apache.hadoop.util..", Set.of("cli")),
          entry("org.apache.parquet..", Set.of("report")),
          entry("picocli..", Set.of("cli")),
          entry("javax.imageio..", Set.of("data")),
          entry("org.slf4j..", Set.of("engine.net", "engine.compiled", "store")));

  private static final String ENDS_EXECUTORS = "org.espalier.spark.MissingDirectories$Watch";

  /** What is started from a shell: {@code jobs/fetch-data} runs the converter by itself. */
  private static final DescribedPredicate<JavaClass> PROGRAMS =
      resideInAPackage("org.espalier.cli..")
          .or(belongToAnyOf(CifarFromPng.class))
          .as("part of a program");

  @ParameterizedTest
  @MethodSource("packages")
  void usesNothingButWhatItMay(String name) {
    assertThat(NEIGHBOURS).as("the table of neighbours").containsKey(name);
    classes()
        .that()
        .resideInAPackage(OURS + name)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed(name)))
        .check(MAIN);
  }

  @Test
  void pureOnesKnowThePureAlone() {
    String[] pure = PURE.stream().map(ArchitectureTest::ours).toArray(String[]::new);
    classes()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(pure).or(resideInAnyPackage("java..", COMPUTES_ALONE)))
        .check(MAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.espalier.(*)..", "org.espalier.(**)"})
  void goesInNoCircle(String packages) {
    slices().matching(packages).should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void nothingIsForeignButTheShim() {
    classes()
        .that()
        .resideOutsideOfPackage("org.espalier..")
        .and()
        .doNotHaveSimpleName("package-info")
        .should(be(belongToAnyOf(Nd4jCpu.class).as("the shim")))
        .andShould()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.nd4j.."))
        .check(MAIN);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Util|Helper|Manager|Impl)s?([A-Z]\\w*)?").check(MAIN);
  }

  /** And what ends an executor: no exception of a plugin would. */
  @Test
  void onlyProgramsEndTheJvm() {
    noClasses()
        .that(are(not(PROGRAMS).and(not(name(ENDS_EXECUTORS)))))
        .should()
        .accessTargetWhere(
            target(name("exit").or(name("halt")))
                .and(targetOwner(belongToAnyOf(System.class, Runtime.class))))
        .check(MAIN);
  }

  @Test
  void onlyProgramsSpeakToTheTerminal() {
    noClasses()
        .that(are(not(PROGRAMS)))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(MAIN);
  }

  @Test
  void theConverterRunsBeforeAnythingIsBuilt() {
    classes()
        .that()
        .belongToAnyOf(CifarFromPng.class)
        .should()
        .onlyDependOnClassesThat(
            belongToAnyOf(CifarFromPng.class).or(resideInAnyPackage("java..", "javax..")))
        .check(MAIN);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent))
          .isNotEmpty()
          .allSatisfy(directory -> assertThat(directory.resolve("package-info.java")).exists());
    }
  }

  private static Stream<String> packages() {
    return MAIN.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(OURS))
        .map(name -> name.substring(OURS.length()))
        .distinct()
        .sorted();
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /** Patterns of all that a package may use. */
  private static String[] allowed(String name) {
    Stream<String> libraries =
        HOMES.entrySet().stream()
            .filter(home -> home.getValue().contains(name))
            .map(Map.Entry::getKey);
    Stream<String> ours =
        Stream.concat(Stream.of(name), NEIGHBOURS.get(name).stream()).map(ArchitectureTest::ours);
    return Stream.of(Stream.of("java.."), ours, libraries)
        .flatMap(patterns -> patterns)
        .toArray(String[]::new);
  }

  private static String ours(String name) {
    return OURS + name + "..";
  }

  /** Where a class was compiled to: {@code target/classes}, and no test beside it. */
  private static Path compiled(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
