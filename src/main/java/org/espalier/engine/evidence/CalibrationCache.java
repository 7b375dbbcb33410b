package org.espalier.engine.evidence;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The last calibrations of this JVM. Candidates that start from the same model often ask for the
 * same evidence, one after the other or at once; it is gathered once for them. Given up when memory
 * is short.
 */
public final class CalibrationCache {
  private static final int MOST = 4;

  private final Map<String, Slot> slots =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Slot> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What is known under a key, or else what {@code gather} gives; whoever else asks for it
   * meanwhile waits.
   *
   * @param key names all that determines the calibration; null where nobody else can ask for it
   */
  public Calibration get(String key, Supplier<Calibration> gather) {
    return key == null ? gather.get() : slot(key).get(gather);
  }

  private synchronized Slot slot(String key) {
    return slots.computeIfAbsent(key, ignored -> new Slot());
  }

  private static final class Slot {
    private SoftReference<Calibration> known = new SoftReference<>(null);

    synchronized Calibration get(Supplier<Calibration> gather) {
      Calibration calibration = known.get();
      if (calibration == null) {
        calibration = gather.get();
        known = new SoftReference<>(calibration);
      }
      return calibration;
    }
  }
}
