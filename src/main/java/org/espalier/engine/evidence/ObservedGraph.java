package org.espalier.engine.evidence;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.espalier.engine.net.Floats;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of a network that gives gradients of what it answers in use: it drops nothing out, its
 * batch norms keep to their running statistics, and no layer is frozen. DL4J by itself gives
 * gradients only of what a network answers while it trains, where each row changes with the others
 * of its batch.
 */
final class ObservedGraph {
  private final ComputationGraph graph;

  private ObservedGraph(ComputationGraph graph) {
    this.graph = graph;
  }

  /** The network as it is. */
  static ObservedGraph of(Net net) {
    return of(net, configuration -> configuration, net.flat().dup(), DataType.FLOAT);
  }

  /**
   * A changed network.
   *
   * @param change of its configuration
   * @param parameters instead of the network's own
   */
  static ObservedGraph of(
      Net net,
      UnaryOperator<ComputationGraphConfiguration> change,
      INDArray parameters,
      DataType precision) {
    ComputationGraphConfiguration configuration = configuration(net);
    configuration.getVertices().values().forEach(ObservedGraph::still);
    configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE);
    configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
    configuration.setDataType(precision);
    ComputationGraph graph = new ComputationGraph(change.apply(configuration));
    graph.init(parameters.castTo(precision).reshape(1, parameters.length()), false);
    ObservedGraph observed = new ObservedGraph(graph);
    observed.wrap(BatchNormalization.class, RunningBatchNorm::new);
    return observed;
  }

  private static ComputationGraphConfiguration configuration(Net net) {
    return net.model() instanceof MultiLayerNetwork sequential
        ? sequential.toComputationGraph().getConfiguration()
        : ComputationGraphConfiguration.fromJson(net.configuration());
  }

  private static void still(org.deeplearning4j.nn.conf.graph.GraphVertex vertex) {
    if (vertex instanceof org.deeplearning4j.nn.conf.graph.LayerVertex layerVertex) {
      NeuralNetConfiguration conf = layerVertex.getLayerConf();
      if (conf.getLayer() instanceof FrozenLayer frozen) {
        conf.setLayer(frozen.getLayer());
      } else if (conf.getLayer() instanceof FrozenLayerWithBackprop frozen) {
        conf.setLayer(frozen.getUnderlying());
      }
      conf.getLayer().setIDropout(null);
      if (conf.getLayer() instanceof BaseLayer layer) {
        layer.setWeightNoise(null);
      }
    }
  }

  /** Puts something around every layer of a type. */
  private <L extends Layer> void wrap(Class<L> type, UnaryOperator<Layer> wrapping) {
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex instanceof LayerVertex layerVertex && type.isInstance(layerVertex.getLayer())) {
        layerVertex.setLayer(wrapping.apply(layerVertex.getLayer()));
      }
    }
  }

  /**
   * Watches layers at work; a layer by the name of its node. DL4J wants output layers bare: of
   * those the input is shown, and nothing else.
   */
  void watch(Map<String, LayerWatch> watches) {
    watches.forEach(
        (node, watch) -> {
          LayerVertex vertex = (LayerVertex) graph.getVertex(node);
          if (vertex.getLayer() instanceof IOutputLayer) {
            graph.addListeners(new InputOf(vertex, watch));
          } else {
            vertex.setLayer(new WatchedLayer(vertex.getLayer(), watch));
          }
        });
  }

  /**
   * Runs one batch forwards and backwards.
   *
   * @return the gradient of its cost in the order of the flat parameters, summed over the batch
   */
  INDArray gradient(INDArray batch, INDArray labels) {
    graph.setInputs(batch);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    return graph.getFlattenedGradients();
  }

  /** The same as values. */
  FloatBuffer gradients(INDArray batch, INDArray labels) {
    return Floats.of(gradient(batch, labels));
  }

  /** Shows what has reached an output layer. */
  private static final class InputOf extends BaseTrainingListener {
    private final LayerVertex vertex;
    private final LayerWatch watch;

    InputOf(LayerVertex vertex, LayerWatch watch) {
      this.vertex = vertex;
      this.watch = watch;
    }

    @Override
    public void onBackwardPass(Model model) {
      watch.input(vertex.getLayer().input());
    }
  }
}
