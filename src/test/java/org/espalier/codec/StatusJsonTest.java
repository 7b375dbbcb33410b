package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.espalier.sweep.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusJsonTest {
  private static RunStatus status(RunStatus.State state, String cause) {
    return new RunStatus(
        state,
        10,
        4,
        1,
        2,
        5,
        3,
        Instant.parse("2026-11-23T01:02:03Z"),
        Instant.parse("2026-11-23T04:05:06.123456789Z"),
        cause);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackEqual(RunStatus.State state) throws UnreadableJsonException {
    RunStatus status = status(state, "disk \"full\"\n");

    assertThat(StatusJson.read(StatusJson.write(status))).isEqualTo(status);
  }

  @Test
  void isForPeopleToo() {
    assertThat(StatusJson.write(status(RunStatus.State.TOO_MANY_FAILED, null)))
        .isEqualTo(
            """
            {
              "state" : "too-many-failed",
              "stages" : 10,
              "done" : 4,
              "failed" : 1,
              "skipped" : 2,
              "stopped" : 5,
              "running" : 3,
              "started" : "2026-11-23T01:02:03Z",
              "updated" : "2026-11-23T04:05:06.123456789Z",
              "cause" : null
            }
            """);
  }

  @Test
  void whatIsNoStatusIsUnreadable() {
    String json = StatusJson.write(status(RunStatus.State.RUNNING, null));

    assertThatThrownBy(() -> StatusJson.read(json.replace("2026", "then")))
        .isInstanceOf(UnreadableJsonException.class);
    assertThatThrownBy(() -> StatusJson.read(json.replace("\"running\",", "\"resting\",")))
        .isInstanceOf(UnreadableJsonException.class);
    assertThatThrownBy(() -> StatusJson.read(json.substring(0, 40)))
        .isInstanceOf(UnreadableJsonException.class);
  }
}
