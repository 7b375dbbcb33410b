package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubernetes and the Spark operator take our manifests, by their own schemas. */
class KubernetesClusterIT {
  private static final Path FOLDER = Path.of("conf/kubernetes");

  @TempDir private Path temp;

  @Test
  void manifestsAreTaken() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> manifests =
          files.map(Path::toString).filter(file -> file.endsWith(".yaml")).toList();

      Submission.Ended ended = check(manifests);

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.lastLine()).startsWith("9 manifests");
    }
  }

  /** A key that nobody knows, and a value of the wrong type. */
  @ParameterizedTest
  @CsvSource({
    "sparkapplication.yaml, memoryOverhead:, memoryoverhead:",
    "sparkapplication.yaml, instances: 4, instances: four",
    "pod-template.yaml, volumeMounts:, mounts:",
    "prerequisites.yaml, verbs:, verb:"
  })
  void slipsAreFound(String file, String right, String wrong) throws IOException {
    String text = Files.readString(FOLDER.resolve(file));
    assertThat(text).contains(right);
    Path slip = temp.resolve(file);
    Files.writeString(slip, text.replace(right, wrong));

    assertThat(check(List.of(slip.toString())).code()).isNotZero();
  }

  private static Submission.Ended check(List<String> manifests) throws IOException {
    List<String> command = new ArrayList<>(List.of(".ci/manifests"));
    command.addAll(manifests);
    return Submission.start(command, Map.of()).await();
  }
}
