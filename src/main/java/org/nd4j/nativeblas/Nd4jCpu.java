package org.nd4j.nativeblas;

/**
 * The name under which DL4J 1.0.0-M2.1 looks for ND4J's CPU environment before it lets a layer use
 * oneDNN. The class has moved since; without one of the old name every layer falls back to code
 * that is four to six times slower. See {@code org.espalier.engine.net.OneDnn}.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** The two methods that {@code BaseMKLDNNHelper} calls by reflection. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    public static Environment getInstance() {
      return INSTANCE;
    }

    public boolean isUseMKLDNN() {
      return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}
