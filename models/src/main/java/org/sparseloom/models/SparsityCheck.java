package org.sparseloom.models;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network loses when small weights and small activations are set to zero, without training
 * again.
 *
 * <p>Weights are ranked within a layer by their absolute value after folding the batch
 * normalisation behind it, as the product does. Activations are set to zero at or below a threshold
 * of their layer (ONNX ThresholdedRelu).
 */
final class SparsityCheck {

  private final ModelProto model;

  SparsityCheck(ModelProto model) {
    this.model = model;
  }

  /** Names of the nodes that have weights, in graph order. */
  List<String> weightNodes() {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getOpType().equals("Conv") || node.getOpType().equals("Gemm"))
        .map(NodeProto::getName)
        .toList();
  }

  /**
   * The model with the smallest {@code share} (0..1) of the weights of each of these nodes set to
   * zero.
   */
  ModelProto withPrunedWeights(List<String> nodes, double share) {
    GraphProto graph = model.getGraph();
    GraphProto.Builder pruned = graph.toBuilder();
    for (NodeProto node : graph.getNodeList()) {
      if (nodes.contains(node.getName())) {
        int index = initializerIndex(node.getInput(1));
        TensorProto weight = graph.getInitializer(index);
        float[] values = pruned(weight, foldedScale(node), share);
        pruned.setInitializer(index, weight.toBuilder().setRawData(RawFloats.encode(values)));
      }
    }
    return model.toBuilder().setGraph(pruned).build();
  }

  private static float[] pruned(TensorProto weight, float[] scalePerChannel, double share) {
    float[] values = RawFloats.decode(weight.getRawData());
    int channelSize = values.length / (int) weight.getDims(0);
    float[] magnitudes = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      float scale = scalePerChannel.length == 0 ? 1 : scalePerChannel[i / channelSize];
      magnitudes[i] = Math.abs(values[i] * scale);
    }
    float threshold = quantile(magnitudes, share);
    for (int i = 0; i < values.length; i++) {
      values[i] = magnitudes[i] < threshold ? 0 : values[i];
    }
    return values;
  }

  /**
   * The factor per output channel by which folding would scale the weights; empty if nothing is
   * folded.
   */
  private float[] foldedScale(NodeProto node) {
    for (NodeProto next : model.getGraph().getNodeList()) {
      if (next.getOpType().equals("BatchNormalization")
          && next.getInput(0).equals(node.getOutput(0))) {
        float[] scale = initializer(next.getInput(1));
        float[] variance = initializer(next.getInput(4));
        for (int i = 0; i < scale.length; i++) {
          scale[i] /= (float) Math.sqrt(variance[i] + BatchNormalization.EPSILON);
        }
        return scale;
      }
    }
    return new float[0];
  }

  /** Per ReLU node, the share of zeros in its output (0..1) over these images. */
  Map<String, Double> zeroActivations(OnnxAccuracy runner, IdxImages images) throws OrtException {
    List<NodeProto> relus = relus();
    double[] zeros = new double[relus.size()];
    long[] all = new long[relus.size()];
    runner.run(
        withReluOutputs(relus),
        images,
        (outputs, first, count) -> {
          for (int i = 0; i < zeros.length; i++) {
            for (float value : outputs[i + 1]) {
              zeros[i] += value == 0 ? 1 : 0;
            }
            all[i] += outputs[i + 1].length;
          }
        });
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int i = 0; i < zeros.length; i++) {
      shares.put(relus.get(i).getName(), zeros[i] / all[i]);
    }
    return shares;
  }

  /**
   * The model with thresholds that make at least {@code share} (0..1) of every ReLU's outputs zero
   * on these images.
   */
  ModelProto withThresholds(OnnxAccuracy runner, IdxImages images, double share)
      throws OrtException {
    List<NodeProto> relus = relus();
    List<List<float[]>> seen = new ArrayList<>();
    relus.forEach(relu -> seen.add(new ArrayList<>()));
    runner.run(
        withReluOutputs(relus),
        images,
        (outputs, first, count) -> {
          for (int i = 0; i < relus.size(); i++) {
            seen.get(i).add(outputs[i + 1]);
          }
        });
    Map<String, Float> thresholds = new HashMap<>();
    for (int i = 0; i < relus.size(); i++) {
      thresholds.put(relus.get(i).getName(), quantile(concatenated(seen.get(i)), share));
    }
    return withThresholds(thresholds);
  }

  private ModelProto withThresholds(Map<String, Float> thresholds) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      if (thresholds.containsKey(node.getName())) {
        node.setOpType("ThresholdedRelu")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("alpha")
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(thresholds.get(node.getName())));
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private List<NodeProto> relus() {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getOpType().equals("Relu"))
        .toList();
  }

  private ModelProto withReluOutputs(List<NodeProto> relus) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (NodeProto relu : relus) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(relu.getOutput(0)));
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private int initializerIndex(String name) {
    List<TensorProto> initializers = model.getGraph().getInitializerList();
    for (int i = 0; i < initializers.size(); i++) {
      if (initializers.get(i).getName().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("No initializer " + name + ".\nMaybe not a model of ours?");
  }

  private float[] initializer(String name) {
    return RawFloats.decode(model.getGraph().getInitializer(initializerIndex(name)).getRawData());
  }

  private static float[] concatenated(List<float[]> parts) {
    float[] whole = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int position = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, whole, position, part.length);
      position += part.length;
    }
    return whole;
  }

  /** The smallest value that is not among the lowest {@code share} of the values. */
  private static float quantile(float[] values, double share) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
  }
}
