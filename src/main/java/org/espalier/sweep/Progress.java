package org.espalier.sweep;

import java.util.List;

/** Port: whoever looks on while a sweep runs. */
public interface Progress {
  /** Nobody looks on. */
  Progress UNSEEN =
      new Progress() {
        @Override
        public void settled(Variant variant) {}

        @Override
        public void stands(RunStatus status) {}
      };

  /** All of them look on. */
  static Progress seenBy(List<Progress> all) {
    return new Progress() {
      @Override
      public void settled(Variant variant) {
        all.forEach(some -> some.settled(variant));
      }

      @Override
      public void visited(VisitReport report) {
        all.forEach(some -> some.visited(report));
      }

      @Override
      public void stands(RunStatus status) {
        all.forEach(some -> some.stands(status));
      }
    };
  }

  /** A stage is settled; those that earlier drivers settled are told first. */
  void settled(Variant variant);

  /** A visit has ended, however it did. */
  default void visited(VisitReport report) {}

  /** Where the run stands: every few seconds, and at its end. */
  void stands(RunStatus status);
}
