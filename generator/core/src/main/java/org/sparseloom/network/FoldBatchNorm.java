package org.sparseloom.network;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;

/**
 * Folds a BatchNormalization into the Conv, Gemm or MatMul before it: with f = scale /
 * sqrt(variance + epsilon) per channel, weights become f w and the bias f (b - mean) + shift.
 */
final class FoldBatchNorm implements GraphPass {
  private static final Set<String> PRODUCERS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph folded = graph;
    int count = 0;
    for (OnnxNode node : graph.nodes()) {
      Optional<OnnxNode> producer =
          node.operator().equals("BatchNormalization")
              ? folded.producer(node.inputs().get(0))
              : Optional.empty();
      if (producer.isPresent() && foldable(folded, producer.get(), node)) {
        folded = fold(folded, producer.get(), node);
        count++;
      }
    }
    return new Result(
        folded,
        count == 0
            ? List.of()
            : List.of(count + " BatchNormalization folded into the weights before them."));
  }

  private static boolean foldable(OnnxGraph graph, OnnxNode producer, OnnxNode norm) {
    boolean constants = true;
    for (int input = 1; input <= 4; input++) {
      constants &= graph.constant(norm, input).isPresent();
    }
    return constants
        && PRODUCERS.contains(producer.operator())
        && graph.readOnce(producer.output())
        && norm.integer("training_mode", 0) == 0
        && graph.constant(producer, 1).isPresent()
        && (producer.input(2).isEmpty() || graph.constant(producer, 2).isPresent())
        && outputs(producer, graph.constant(producer, 1).get())
            == graph.constant(norm, 1).get().values().length;
  }

  /** The dimension of the weights that counts the outputs. */
  private static int outputDimension(OnnxNode producer) {
    boolean outputsFirst = producer.operator().equals("Conv") || producer.integer("transB", 0) == 1;
    return outputsFirst ? 0 : 1;
  }

  private static long outputs(OnnxNode producer, OnnxTensor weights) {
    int dimension = outputDimension(producer);
    return dimension < weights.dimensions().size() ? weights.dimensions().get(dimension) : 0;
  }

  private static OnnxGraph fold(OnnxGraph graph, OnnxNode producer, OnnxNode norm) {
    OnnxTensor weights = graph.constant(producer, 1).orElseThrow();
    double[] factors = factors(graph, norm);
    double[] scaled = new double[weights.values().length];
    int perOutput = 1;
    for (int i = outputDimension(producer) + 1; i < weights.dimensions().size(); i++) {
      perOutput *= Math.toIntExact(weights.dimensions().get(i));
    }
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = weights.values()[i] * factors[i / perOutput % factors.length];
    }
    // The weights keep their tensor's name with a mark, so that equal initialisers stay apart.
    OnnxTensor foldedWeights =
        new OnnxTensor(weights.name() + "__" + norm.output(), weights.dimensions(), scaled);
    OnnxTensor foldedBias = bias(graph, producer, norm, factors);
    Map<String, AttributeProto> attributes = new HashMap<>(producer.attributes());
    attributes.remove("beta"); // Already in the bias.
    OnnxNode folded =
        new OnnxNode(
            producer.name(),
            producer.operator().equals("MatMul") ? "Gemm" : producer.operator(),
            List.of(producer.inputs().get(0), foldedWeights.name(), foldedBias.name()),
            List.of(norm.output()),
            attributes);
    List<OnnxNode> rest = new ArrayList<>(graph.nodes());
    rest.remove(norm);
    return graph
        .withNodes(rest)
        .withConstant(foldedWeights)
        .withConstant(foldedBias)
        .replace(producer, folded);
  }

  private static double[] factors(OnnxGraph graph, OnnxNode norm) {
    double[] scale = graph.constant(norm, 1).orElseThrow().values();
    double[] variance = graph.constant(norm, 4).orElseThrow().values();
    double[] factors = new double[scale.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = scale[i] / Math.sqrt(variance[i] + norm.real("epsilon", 1e-5f));
    }
    return factors;
  }

  private static OnnxTensor bias(
      OnnxGraph graph, OnnxNode producer, OnnxNode norm, double[] factors) {
    double[] shift = graph.constant(norm, 2).orElseThrow().values();
    double[] mean = graph.constant(norm, 3).orElseThrow().values();
    Optional<OnnxTensor> given = graph.constant(producer, 2);
    double beta = producer.real("beta", 1);
    double[] bias = new double[factors.length];
    for (int i = 0; i < bias.length; i++) {
      double before = 0;
      if (given.isPresent()) {
        before = given.get().values()[given.get().values().length == 1 ? 0 : i];
      }
      bias[i] = (beta * before - mean[i]) * factors[i] + shift[i];
    }
    return new OnnxTensor(norm.output() + "__bias", List.of((long) bias.length), bias);
  }
}
