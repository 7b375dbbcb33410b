package org.espalier.sweep;

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

  /** A stage is settled; those that earlier drivers settled are told first. */
  void settled(Variant variant);

  /** Where the run stands: every few seconds, and at its end. */
  void stands(RunStatus status);
}
