package org.espalier.engine.net;

import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment;
import org.nd4j.linalg.env.EnvironmentalAction;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets DL4J's convolution, pooling and batch normalisation run on oneDNN.
 *
 * <p>DL4J 1.0.0-M2.1 never does so by itself: its helpers are off by default, and it looks for a
 * class that has moved ({@link org.nd4j.nativeblas.Nd4jCpu} gives it back). ND4J finds this class
 * as a service while it starts, before any layer exists: so it holds for every network in the JVM,
 * whether it is fresh, loaded, or made inside dl4j-spark.
 *
 * <p>The environment variable {@value #VARIABLE} set to {@code off} leaves DL4J as it comes, which
 * is what the bench compares with.
 */
public final class OneDnn implements EnvironmentalAction {
  static final String VARIABLE = "ESPALIER_ONEDNN";
  private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";
  private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  public OneDnn() {
    if (System.getProperty(HELPERS_DISABLED) == null) {
      System.setProperty(HELPERS_DISABLED, "off".equals(System.getenv(VARIABLE)) + "");
    }
  }

  /** Whether layers that are created now run on oneDNN. */
  public static boolean engaged() {
    // ND4J must have started, or it has not found this class yet.
    return Nd4j.getBackend() != null
        && !Boolean.parseBoolean(System.getProperty(HELPERS_DISABLED, "true"))
        && BaseMKLDNNHelper.mklDnnEnabled();
  }

  /** Says so, once in this JVM, where layers do not run on oneDNN. */
  public static void warnIfNotEngaged() {
    if (!engaged() && !WARNED.getAndSet(true)) {
      LOG.warn(
          "oneDNN is not available here: training runs four to six times slower than it could."
              + " It needs an x86-64 CPU with AVX2 and the matching nd4j-native classifier.");
    }
  }

  /**
   * Does without oneDNN from now on, in the whole JVM, where a network would be computed wrongly.
   *
   * <p>A separable convolution on NHWC maps hands on a view of NCHW maps. ND4J's oneDNN reads such
   * views as if they lay in memory as their shape says, whichever layer comes next; its own code
   * does not.
   */
  static void giveUpFor(Topology topology) {
    if (engaged() && topology.nodes().stream().anyMatch(OneDnn::givesViews)) {
      LOG.warn(
          "oneDNN is left out: it would compute separable convolutions on NHWC maps wrongly."
              + " Training is four to six times slower without it.");
      WARNED.set(true);
      Environment.getInstance().setUseONEDNN(false);
    }
  }

  private static boolean givesViews(Node node) {
    return node.conf() instanceof SeparableConvolution2D separable
        && separable.getCnn2dDataFormat() == CNN2DFormat.NHWC;
  }

  @Override
  public String targetVariable() {
    return VARIABLE;
  }

  /** Nothing is left to do: being created was enough. */
  @Override
  public void process(String value) {}
}
