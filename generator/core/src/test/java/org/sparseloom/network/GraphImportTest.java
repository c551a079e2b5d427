package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.execute.NetworkExecutor;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.onnx.OnnxValue;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.testing.BranchedNetworks;
import org.sparseloom.testing.NoiseImages;

/** Branches, joins, groups and what converters write around them. */
class GraphImportTest {
  @Test
  void aResidualNetworkIsAGraphOfLayers() {
    assertEquals(
        List.of(
            "c1 3x3 pad 1,1,1,1 relu of input",
            "c2 3x3 pad 1,1,1,1 of c1",
            "s1 relu of c2, c1",
            "c3 3x3 stride 2 pad 1,1,1,1 of s1",
            "short 1x1 stride 2 of s1",
            "s2 relu of short, c3",
            "mean 4x4 of s2",
            "y 1x1 of mean"),
        described(BranchedNetworks.residual(1)));
  }

  @Test
  void groupsAndClipsBelongToTheirConvolutions() {
    assertEquals(
        List.of(
            "c1 3x3 pad 1,1,1,1 relu6 of input",
            "c2 5x3 stride 2x1 pad 2,0,1,1 depthwise relu6 of c1",
            "c3 1x1 of c2",
            "c4 3x3 pad 1,1,1,1 depthwise of c3",
            "s4  of c3, c4",
            "c5 3x3 pad 1,1,1,1 2 groups relu of s4",
            "pool 4x6 of c5",
            "y 1x1 of pool"),
        described(BranchedNetworks.separable(1)));
  }

  @Test
  void gatesAndProductsAreLayers() {
    assertEquals(
        List.of(
            "c1 3x3 pad 1,1,1,1 of input",
            "h1 hardSwish of c1",
            "g2 8x6 of h1",
            "c2 1x1 relu of g2",
            "c3 1x1 of c2",
            "s3 hardSigmoid of c3",
            "m3 by channel of h1, s3",
            "c4 1x1 of m3",
            "w4 swish of c4",
            "c5 3x3 pad 1,1,1,1 of w4",
            "m5 relu of w4, c5",
            "c6 3x3 stride 2 pad 1,1,1,1 of m5",
            "h6 hardSigmoid of c6",
            "g6 4x3 of h6",
            "y 1x1 of g6"),
        described(BranchedNetworks.gated(1)));
  }

  @Test
  void whatOnlyRenamesAStreamIsGone() {
    OnnxModel model = BranchedNetworks.tensorFlow(1);
    assertEquals(
        List.of(
            "c1 3x3 stride 2 pad 0,0,1,1 relu of input",
            "c2 3x3 pad 1,1,1,1 of c1",
            "a2 2x2 stride 2 pad 0,1,0,0 of c2",
            "m3 1x1 of a2"),
        described(model));
    assertEquals(new Shape(3, 8, 6), NetworkImporter.of(model).input());
  }

  @Test
  void theImportedNetworksWrittenBackComputeTheSameLogits() {
    for (OnnxModel model : BranchedNetworks.all(2)) {
      Network network = NetworkImporter.of(model);
      NoiseImages images = new NoiseImages(network.input(), 3, true, 6);
      for (int image = 0; image < images.size(); image++) {
        assertArrayEquals(
            run(model, "y", images, image),
            run(NetworkExporter.write(network), "output", images, image),
            1e-4f,
            model.name());
      }
    }
  }

  @Test
  void theFastExecutorFollowsBranchesAsTheReferenceDoes() {
    for (OnnxModel model : BranchedNetworks.all(4)) {
      Network network = NetworkImporter.of(model);
      NoiseImages images = new NoiseImages(network.input(), 4, true, 5);
      QuantisationPlan plan = QuantisationPlan.uniform(network, 6, 7);
      QuantisedNetwork quantised =
          Quantiser.quantise(
              network, Calibration.measure(network, images, 1).scales(network, plan), plan);
      FastExecutor executor = new FastExecutor(quantised);
      for (int image = 0; image < images.size(); image++) {
        Tensor input = executor.image(images, image);
        List<Tensor> fast = executor.run(input);
        List<Tensor> slow = NetworkExecutor.run(quantised, input);
        for (int layer = 0; layer < slow.size(); layer++) {
          assertArrayEquals(
              slow.get(layer).values(),
              fast.get(layer).values(),
              network.layers().get(layer).name());
        }
      }
    }
  }

  @Test
  void limitsOfOldClipsAreAttributes() {
    assertEquals(Activation.RELU6, clip(real("min", 0), real("max", 6)));
    assertEquals(Activation.RELU, clip(real("min", 0)));
    assertEquals(Activation.RELU, clip(real("min", 0), real("max", Float.MAX_VALUE)));
    assertEquals(Activation.NONE, clip(real("min", -1), real("max", 6)));
    assertEquals(Activation.NONE, clip(real("min", 0), real("max", 4)));
    assertEquals(Activation.NONE, clip(real("max", 6)));
  }

  @Test
  void aClipWithoutAnEndIsARelu() {
    OnnxBuilder model =
        new OnnxBuilder("net")
            .input("x", 2, 4, 4)
            .floats("w", new float[4], 2, 2, 1, 1)
            .floats("zero", new float[] {0})
            .floats("infinity", new float[] {Float.POSITIVE_INFINITY})
            .node("Conv", "c", List.of("x", "w"))
            .node("Clip", "r", List.of("c", "zero", "infinity"))
            .output("r", 2, 4, 4);
    assertEquals(List.of("c 1x1 relu of input"), described(model.model()));
  }

  private static Activation clip(AttributeProto... attributes) {
    Map<String, AttributeProto> named =
        List.of(attributes).stream().collect(Collectors.toMap(AttributeProto::getName, a -> a));
    OnnxModel anything = BranchedNetworks.residual(1);
    return FoldActivation.activation(
        anything.graph(), new OnnxNode("clip", "Clip", List.of("x"), List.of("y"), named));
  }

  private static AttributeProto real(String name, float value) {
    return OnnxBuilder.real(name, value);
  }

  private static List<String> described(OnnxModel model) {
    List<String> layers = new ArrayList<>();
    for (Node node : NetworkImporter.of(model).nodes()) {
      layers.add(
          node.layer().name() + " " + LayerKinds.of(node.layer()).geometry(node.layer()) + " of "
              + String.join(", ", node.inputs()));
    }
    return layers;
  }

  private static float[] run(OnnxModel model, String output, NoiseImages images, int image) {
    OnnxValue input = model.graph().inputs().get(0);
    try (OnnxSession session = new OnnxSession(model.bytes(), 1)) {
      return session
          .run(Map.of(input.name(), ImageBatches.values(images, image, 1, input.dimensions())))
          .get(output)
          .values();
    }
  }
}
