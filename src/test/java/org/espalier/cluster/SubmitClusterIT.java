package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code jobs/submit} tells spark-submit, and what it makes of the answer. */
class SubmitClusterIT {
  @TempDir private Path home;

  @Test
  void sweepFileGoesAlongBesideTheUsersOwnFiles() throws IOException {
    List<String> told =
        told(
            "--master", "k8s://https://host:6443", "--deploy-mode", "cluster", "--files", "/a.txt");

    assertThat(told)
        .endsWith(
            "--files",
            "/a.txt," + Path.of("conf/quickstart.yaml").toAbsolutePath(),
            "local:///opt/espalier/espalier-cluster.jar",
            "sweep",
            "quickstart.yaml",
            "--out",
            "file:/runs/quickstart");
  }

  /** Of two settings of one key spark-submit takes the last. */
  @Test
  void usersSettingsComeLast() throws IOException {
    List<String> told =
        told("--master", "k8s://https://host:6443", "--conf", "spark.yarn.maxAppAttempts=7");

    assertThat(told).filteredOn(word -> word.startsWith("spark.yarn.maxAppAttempts=")).hasSize(2);
    assertThat(told.lastIndexOf("spark.yarn.maxAppAttempts=7"))
        .isGreaterThan(told.lastIndexOf("spark.yarn.maxAppAttempts=3"));
  }

  /** Law 4: a task's cores are its native threads, on drivers and executors alike. */
  @Test
  void nativeThreadsAreThoseThatATaskTakes() throws IOException {
    assertThat(told("--master", "k8s://https://host:6443", "--conf", "spark.task.cpus=2"))
        .contains(
            "spark.executorEnv.OMP_NUM_THREADS=2",
            "spark.yarn.appMasterEnv.OMP_NUM_THREADS=2",
            "spark.kubernetes.driverEnv.OMP_NUM_THREADS=2");
  }

  /** Law 4 again: OpenBLAS with other kernels gives other bits. */
  @Test
  void nativeLibrariesAreToldTheSameEverywhere() throws IOException {
    assertThat(told("--master", "yarn"))
        .contains(
            "spark.executorEnv.OPENBLAS_CORETYPE=Haswell",
            "spark.yarn.appMasterEnv.OPENBLAS_CORETYPE=Haswell",
            "spark.kubernetes.driverEnv.OPENBLAS_CORETYPE=Haswell");
  }

  @Test
  void codeAndCauseOfADriverElsewhereAreHandedOn() throws IOException {
    String diagnostics =
        "User class threw exception: IllegalStateException: espalier ended with code 3: too many";

    Submission.Ended ended =
        submit(
            "echo '%s' >&2; echo 'at org.apache.spark' >&2; exit 1".formatted(diagnostics),
            "--master",
            "k8s://https://host:6443",
            "--deploy-mode",
            "cluster");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.lastError()).isEqualTo("espalier: too many");
  }

  /** On Kubernetes spark-submit itself ends well whatever became of the driver. */
  @Test
  void codeOfADriversPodIsHandedOn() throws IOException {
    String report = "Container final statuses:\\n\\t exit code: %d\\n\\t termination reason: it\\n";
    String[] options = {"--master", "k8s://https://host:6443", "--deploy-mode", "cluster"};

    assertThat(submit("printf '" + report.formatted(2) + "' >&2", options).code()).isEqualTo(2);
    assertThat(submit("printf '" + report.formatted(0) + "' >&2", options).code()).isZero();
  }

  /** Nor do standalone clusters tell by the exit code, but in words. */
  @Test
  void stateOfADriverOnAWorkerIsHandedOn() throws IOException {
    String report =
        "INFO ClientEndpoint: State of driver driver-1 is %s, exiting spark-submit JVM.";
    String[] options = {"--master", "spark://host:7077", "--deploy-mode", "cluster"};

    assertThat(submit("echo '" + report.formatted("FAILED") + "' >&2", options).code())
        .isEqualTo(1);
    assertThat(submit("echo '" + report.formatted("FINISHED") + "' >&2", options).code()).isZero();
  }

  private List<String> told(String... options) throws IOException {
    Submission.Ended ended = submit("printf '%s\\n' \"$@\"", options);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().lines().toList();
  }

  /** By a spark-submit that does what it is told here. */
  private Submission.Ended submit(String does, String... options) throws IOException {
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/usr/bin/env bash\n" + does + "\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of("jobs/submit", "conf/quickstart.yaml", "--out", "file:/runs/quickstart", "--"));
    words.addAll(Arrays.asList(options));
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME", home.toString(), "OMP_NUM_THREADS", "", "OPENBLAS_CORETYPE", "Haswell");
    return Submission.start(words, environment).await();
  }
}
