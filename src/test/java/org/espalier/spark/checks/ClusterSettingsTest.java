package org.espalier.spark.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.sweep.ModelMemory;
import org.espalier.sweep.StageMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a cluster is said before anything runs, with what to change. */
class ClusterSettingsTest {
  private static final long MEBIBYTE = 1L << 20;
  private static final StageMemory STAGE =
      new StageMemory(new ModelMemory(0, 100 * MEBIBYTE), 20 * MEBIBYTE, 8);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          local[2]         | spark.speculation=true                             | spark.speculation=false
          spark://host:1   | spark.speculation=TRUE                             | spark.speculation=false
          local            | spark.default.parallelism=200                      | Leave it out
          yarn             | spark.dynamicAllocation.enabled=true,spark.dynamicAllocation.shuffleTracking.enabled=false | shuffleTracking.enabled=false, or turn it off
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
          yarn             | spark.dynamicAllocation.enabled=true
          yarn             | spark.dynamicAllocation.enabled=true,spark.dynamicAllocation.shuffleTracking.enabled=false,spark.shuffle.service.enabled=true
          yarn             | spark.executor.cores=8,spark.task.cpus=1,spark.executor.memoryOverhead=2g
          """)
  void hasNothingAgainstWhatWorks(String master, String set) {
    assertThat(problems(master, set)).isEmpty();
  }

  /**
   * Of 1024 MiB, 289.6 are for what tasks hold and 434.4 for what is cached: what does not fit the
   * latter must fit the former, as often as there are tasks.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spark://host:1 | spark.executor.memory=1g                        |   0 | 289 | 8 |
          spark://host:1 | spark.executor.memory=1g                        |   0 | 290 | 8 | Set spark.executor.memory=1026m, or more; or divide the data into 9 shards
          spark://host:1 | spark.executor.memory=1g                        | 100 | 189 | 8 |
          spark://host:1 | spark.executor.memory=1g                        | 100 | 190 | 8 | hold 100 MiB of models and 190 MiB of shards
          spark://host:1 | spark.executor.memory=1g                        | 292 |  54 | 8 |
          spark://host:1 | spark.executor.memory=1g                        | 293 |  54 | 8 | leaves 289 to tasks. Set spark.executor.memory=1026m, or more
          spark://host:1 | spark.executor.memory=1g                        |   0 | 434 | 1 |
          spark://host:1 | spark.executor.memory=1g                        |   0 | 435 | 1 | divide the data into 2 shards
          spark://host:1 | spark.executor.memory=1g,spark.executor.cores=4 |   0 |  54 | 8 |
          spark://host:1 | spark.executor.memory=1g,spark.executor.cores=4 |   0 |  73 | 8 | 4 stages at a time hold 0 MiB of models and 292 MiB of shards
          spark://host:1 | spark.executor.memory=1g,spark.memory.fraction=0.2 | 0 | 570 | 8 |
          yarn           | spark.driver.memory=1g                          |   0 | 290 | 8 | spark.executor.memory=1026m
          local[3]       | spark.executor.memory=1m                        |   0 | 506 | 9 |
          local[3]       | spark.executor.memory=1m                        |   0 | 507 | 9 | Set -Xmx4103m, or more
          """)
  void refusesStagesThatTasksCannotHold(
      String master, String set, long model, long shard, int shards, String advice) {
    StageMemory stage =
        new StageMemory(new ModelMemory(model * MEBIBYTE, MEBIBYTE), shard * MEBIBYTE, shards);

    List<String> problems = problems(master, set, stage);

    if (advice == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().contains(advice);
    }
  }

  @Test
  void tellsAllAtOnce() {
    assertThat(problems("yarn", "spark.speculation=true,spark.executor.memoryOverhead=1m"))
        .hasSize(2);
  }

  private static List<String> problems(String master, String set) {
    return problems(master, set, STAGE);
  }

  private static List<String> problems(String master, String set, StageMemory stage) {
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
    return new ClusterSettings(settings, "1", 4096 * MEBIBYTE).problems(stage);
  }
}
