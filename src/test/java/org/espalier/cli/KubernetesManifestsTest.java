package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What {@code conf/kubernetes} says of this project is so. Whether Kubernetes takes it is checked
 * by {@code .ci/manifests}.
 */
class KubernetesManifestsTest {
  private static final Path FOLDER = Path.of("conf/kubernetes");

  @TempDir private Path temp;

  @Test
  void imageHasThisSparkAndTheClusterJar() throws IOException {
    String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));

    assertThat(dockerfile)
        .contains("FROM apache/spark:%s-scala2.12-java17-".formatted(sparkOfThePom()))
        .contains("COPY target/espalier-*-cluster.jar /opt/espalier/espalier-cluster.jar");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<shadedClassifierName>cluster</shadedClassifierName>");
    assertThat(Files.readString(Path.of("jobs/submit")))
        .contains("local:///opt/espalier/espalier-cluster.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sparkapplication.yaml", "sparkapplication-s3.yaml"})
  void applicationStartsTheProgramInTheImage(String file) throws IOException {
    JsonNode spec = documents(file).get(0).get("spec");

    assertThat(spec.get("mainClass").asText()).isEqualTo(Espalier.class.getName());
    assertThat(spec.get("mainApplicationFile").asText())
        .isEqualTo("local:///opt/espalier/espalier-cluster.jar");
    assertThat(spec.get("sparkVersion").asText()).isEqualTo(sparkOfThePom());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sparkapplication.yaml", "sparkapplication-s3.yaml"})
  void itsArgumentsAreACommandOnASweepFileThatIsMounted(String file) throws IOException {
    JsonNode spec = documents(file).get(0).get("spec");
    List<String> arguments = texts(spec.get("arguments"));

    assertThat(arguments.get(0)).isEqualTo("sweep");
    assertThat(arguments.get(1))
        .isEqualTo("file:" + mount(spec.get("driver"), "sweep") + "/sweep.yaml");
    new CommandLine(new SweepCommand())
        .parseArgs(arguments.stream().skip(1).toArray(String[]::new)); // throws what it refuses
  }

  @Test
  void runIsOnAVolumeThatAllPodsShare() throws IOException {
    JsonNode spec = documents("sparkapplication.yaml").get(0).get("spec");
    String out = texts(spec.get("arguments")).get(3);

    for (String role : List.of("driver", "executor")) {
      assertThat(out).startsWith("file:" + mount(spec.get(role), "runs") + "/");
    }
    JsonNode template = documents("pod-template.yaml").get(0).at("/spec/containers/0");
    assertThat(out).startsWith("file:" + mount(template, "runs") + "/");
  }

  /** Law 4: the count of native threads is the same for all that train or score. */
  @ParameterizedTest
  @ValueSource(strings = {"sparkapplication.yaml", "sparkapplication-s3.yaml"})
  void driverAndExecutorsHaveAsManyNativeThreads(String file) throws IOException {
    JsonNode spec = documents(file).get(0).get("spec");

    for (String role : List.of("driver", "executor")) {
      assertThat(spec.get(role).get("env").get(0).get("name").asText())
          .isEqualTo("OMP_NUM_THREADS");
      assertThat(spec.get(role).get("env").get(0).get("value").asText()).isEqualTo("1");
    }
  }

  @Test
  void sweepFileIsSound() throws IOException {
    JsonNode map =
        documents("prerequisites.yaml").stream()
            .filter(document -> document.get("kind").asText().equals("ConfigMap"))
            .findFirst()
            .orElseThrow();
    Path sweep = temp.resolve("sweep.yaml");
    Files.writeString(sweep, map.get("data").get("sweep.yaml").asText());

    SmallSweep.Ran ran = SmallSweep.run("plan", sweep);

    assertThat(ran.code()).as(ran.err()).isZero();
  }

  /** The one of the images, whatever Spark these tests run on. */
  private static String sparkOfThePom() throws IOException {
    return Files.readString(Path.of("pom.xml"))
        .lines()
        .filter(line -> line.contains("<spark.version>"))
        .map(line -> line.replaceAll("</?spark.version>", "").strip())
        .findFirst()
        .orElseThrow();
  }

  private static String mount(JsonNode container, String volume) {
    return StreamSupport.stream(container.get("volumeMounts").spliterator(), false)
        .filter(mount -> mount.get("name").asText().equals(volume))
        .map(mount -> mount.get("mountPath").asText())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<JsonNode> documents(String file) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (var documents =
        yaml.readerFor(JsonNode.class).<JsonNode>readValues(FOLDER.resolve(file).toFile())) {
      return documents.readAll();
    }
  }
}
