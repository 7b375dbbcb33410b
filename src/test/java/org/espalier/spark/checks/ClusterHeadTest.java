package org.espalier.spark.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether somebody is there is found by asking. */
class ClusterHeadTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark://127.0.0.1:%d",
        "spark://127.0.0.1:1,127.0.0.1:%d",
        "k8s://https://127.0.0.1:%d",
        "k8s://127.0.0.1:%d"
      })
  void whoIsThereIsFound(String master) throws IOException {
    try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(problems(master.formatted(head.getLocalPort()), "")).isEmpty();
    }
  }

  @Test
  void aResourceManagerIsFoundByItsSettings() throws IOException {
    try (ServerSocket head = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(problems("yarn", "127.0.0.1:" + head.getLocalPort())).isEmpty();
    }
    assertThat(problems("yarn", "127.0.0.1:1"))
        .singleElement()
        .asString()
        .contains("127.0.0.1:1", "HADOOP_CONF_DIR");
  }

  @ParameterizedTest
  @CsvSource({
    "spark://127.0.0.1:1, 127.0.0.1:1. Start a master there",
    "spark://nonsense, nonsense",
    "k8s://http://127.0.0.1:1, 127.0.0.1:1. Name the address",
  })
  void whoIsNotThereIsToldOf(String master, String words) {
    assertThat(problems(master, "")).singleElement().asString().contains(words);
  }

  @Test
  void threadsAreAlwaysThere() {
    assertThat(problems("local[2]", "")).isEmpty();
  }

  private static List<String> problems(String master, String resourceManager) {
    Configuration hadoop = new Configuration(false);
    if (!resourceManager.isEmpty()) {
      hadoop.set("yarn.resourcemanager.address", resourceManager);
    }
    return ClusterHead.of(master, hadoop).problems();
  }
}
