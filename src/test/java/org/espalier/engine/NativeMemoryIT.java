package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.factory.Nd4j;

class NativeMemoryIT {
  private static final long MEBIBYTE = 1L << 20;

  /** Two GiB in arrays that nobody holds: the heap, which is what starts a collection, has none. */
  @Test
  void whatVisitsLeaveDoesNotPileUp() {
    NativeMemory.freeLeftovers();
    long before = Pointer.physicalBytes();
    for (int visit = 0; visit < 32; visit++) {
      Nd4j.ones(DataType.FLOAT, 16 * MEBIBYTE);

      NativeMemory.freeLeftovers();

      assertThat(Pointer.physicalBytes() - before)
          .as("bytes more after visit %d", visit)
          .isLessThan(1024 * MEBIBYTE);
    }
  }

  @Test
  void workspacesOfTheThreadAreGone() {
    WorkspaceConfiguration small = WorkspaceConfiguration.builder().initialSize(MEBIBYTE).build();
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(small, "of a visit")) {
      assertThat(workspace.getCurrentSize()).isGreaterThanOrEqualTo(MEBIBYTE);
    }

    NativeMemory.freeLeftovers();

    assertThat(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()).isEmpty();
  }
}
