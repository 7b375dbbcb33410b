package org.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a cluster is said before anything runs, with what to change. */
class ClusterSettingsTest {
  private static final long STAGE = 100L << 20;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          local[2]         | spark.speculation=true                             | spark.speculation=false
          spark://host:1   | spark.speculation=TRUE                             | spark.speculation=false
          local            | spark.default.parallelism=200                      | Leave it out
          yarn             | spark.dynamicAllocation.enabled=true               | shuffleTracking.enabled=true
          spark://host:1   | spark.executorEnv.OMP_NUM_THREADS=4                | (spark.task.cpus). Set both alike
          spark://host:1   | spark.task.cpus=2                                  | this driver on 1 (OMP_NUM_THREADS)
          yarn             | spark.executor.memoryOverhead=512m                 | spark.executor.memoryOverhead=1124m
          k8s://https://h  | spark.executor.memory=8g                           | spark.executor.memoryOverhead=1124m
          yarn             | spark.executor.cores=4,spark.executor.memory=10g   | spark.executor.memoryOverhead=1424m
          """)
  void saysWhatToChange(String master, String set, String advice) {
    assertThat(problems(master, set)).singleElement().asString().contains(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          local[*]         | spark.executor.memoryOverhead=1m
          local[2]         | spark.task.cpus=2
          spark://host:1   | spark.speculation=false
          spark://host:1   | spark.executorEnv.OMP_NUM_THREADS=1
          yarn             | spark.dynamicAllocation.enabled=true,spark.shuffle.service.enabled=true
          yarn             | spark.executor.cores=8,spark.task.cpus=1,spark.executor.memoryOverhead=2g
          """)
  void hasNothingAgainstWhatWorks(String master, String set) {
    assertThat(problems(master, set)).isEmpty();
  }

  @Test
  void tellsAllAtOnce() {
    assertThat(problems("yarn", "spark.speculation=true,spark.executor.memoryOverhead=1m"))
        .hasSize(2);
  }

  @Test
  void aMasterThatIsNotThereIsFoundByAskingForIt() throws IOException {
    try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int there = master.getLocalPort();
      assertThat(Masters.of("spark://127.0.0.1:" + there).problems()).isEmpty();
      assertThat(Masters.of("spark://127.0.0.1:1,127.0.0.1:" + there).problems()).isEmpty();
    }
    assertThat(Masters.of("spark://127.0.0.1:1").problems())
        .singleElement()
        .asString()
        .contains("spark://127.0.0.1:1", "--master");
    assertThat(Masters.of("spark://nonsense").problems()).hasSize(1);
    assertThat(Masters.of("local[2]").problems()).isEmpty();
    assertThat(Masters.of("yarn").problems()).isEmpty();
  }

  private static List<String> problems(String master, String set) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spark.master", master);
    if (master.startsWith("yarn") || master.startsWith("k8s")) {
      settings.put("spark.executor.memoryOverhead", "1200m");
    }
    if (set.contains("executor.memory=")) {
      settings.remove("spark.executor.memoryOverhead");
    }
    for (String setting : set.strip().split(",", -1)) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new ClusterSettings(settings, "1").problems(STAGE);
  }
}
