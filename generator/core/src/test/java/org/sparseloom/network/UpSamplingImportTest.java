package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.onnx.OnnxBuilder.text;
import static org.sparseloom.testing.Problems.assertProblem;
import static org.sparseloom.testing.SmallNetworks.normal;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparseloom.execute.NetworkExecutor;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** Up-sampling, transposed convolutions, Concat, Split and Slice, compared with ONNX Runtime. */
class UpSamplingImportTest {
  private static final Shape INPUT = new Shape(4, 3, 5);

  private static OnnxBuilder start() {
    return new OnnxBuilder("net").input("x", 4, 3, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, nearest, asymmetric, floor",
    "2, 3, nearest, asymmetric, ceil",
    "4, 3, nearest, asymmetric, round_prefer_floor",
    "2, 4, nearest, asymmetric, round_prefer_ceil",
    "2, 3, nearest, half_pixel, round_prefer_floor",
    "4, 2, nearest, half_pixel, round_prefer_ceil",
    "2, 3, nearest, half_pixel, ceil",
    "3, 1, nearest, pytorch_half_pixel, round_prefer_floor",
    "2, 2, linear, half_pixel, floor",
    "4, 1, linear, half_pixel, floor",
    "3, 5, linear, half_pixel, floor",
    "2, 2, linear, pytorch_half_pixel, floor",
    "2, 4, linear, asymmetric, floor"
  })
  void resizesAgreeWithOnnxRuntime(
      int factorY, int factorX, String mode, String coordinates, String nearest) {
    OnnxBuilder model = start().floats("scales", new float[] {1, 1, factorY, factorX}, 4);
    model.node(
        "Resize",
        "y",
        List.of("x", "", "scales"),
        text("mode", mode),
        text("coordinate_transformation_mode", coordinates),
        text("nearest_mode", nearest));
    assertAgrees(model.output("y", 4, 3 * factorY, 5 * factorX).model());
  }

  @Test
  void sizesAndDefaultsOfAResize() {
    OnnxBuilder model = start().longs("sizes", 1, 4, 6, 10);
    model.node("Resize", "y", List.of("x", "", "", "sizes"));
    assertAgrees(model.output("y", 4, 6, 10).model());
  }

  @Test
  void resizesThatAreNoPlainUpSampling() {
    assertRefused(
        "it turns 4x3x5 into 4x4x10, but must make rows and columns a whole number of times as"
            + " many",
        start().longs("sizes", 1, 4, 4, 10).node("Resize", "y", List.of("x", "", "", "sizes")));
    assertRefused(
        "it turns 4x3x5 into 4x6x10, but must make rows and columns a whole number of times as"
            + " many",
        start()
            .floats("scales", new float[] {1, 1, 2.1f, 2}, 4)
            .node("Resize", "y", List.of("x", "", "scales")));
    assertRefused(
        "coordinate_transformation_mode (align_corners) must be one of [asymmetric, half_pixel,"
            + " half_pixel_symmetric, pytorch_half_pixel]",
        resize(text("coordinate_transformation_mode", "align_corners")));
    assertRefused(
        "mode (cubic, round_prefer_floor) must be nearest or linear",
        resize(text("mode", "cubic")));
    assertRefused(
        "up-sampling 2x2 (nearest floor half_pixel) must not take a pixel from before its own;"
            + " half_pixel with round_prefer_floor, or asymmetric with floor, does not",
        resize(text("nearest_mode", "floor")));
  }

  private static OnnxBuilder resize(AttributeProto attribute) {
    return start()
        .floats("scales", new float[] {1, 1, 2, 2}, 4)
        .node("Resize", "y", List.of("x", "", "scales"), attribute);
  }

  @ParameterizedTest
  @CsvSource({
    // kernel, stride, pads top left bottom right, output padding, group
    "2x2, 2x2, 0, 0, 0, 0, 0, 1",
    "3x3, 2x2, 1, 1, 1, 1, 1, 1",
    "3x3, 2x2, 1, 1, 1, 1, 0, 1",
    "4x4, 2x2, 1, 1, 1, 1, 0, 2",
    "4x3, 2x3, 0, 2, 3, 1, 0, 1",
    "5x2, 3x1, 2, 0, 1, 1, 0, 4",
    "1x1, 2x2, 0, 0, 0, 0, 1, 1",
    "3x3, 1x1, 1, 1, 1, 1, 0, 2",
    "2x2, 3x3, 0, 0, 0, 0, 2, 1",
    "5x5, 2x2, 4, 3, 0, 4, 0, 1"
  })
  void transposedConvolutionsAgreeWithOnnxRuntime(
      String kernel, String stride, int top, int left, int bottom, int right, int more, int group) {
    int[] size = pair(kernel);
    int[] step = pair(stride);
    Random random = new Random(kernel.hashCode() + group);
    OnnxBuilder model =
        start()
            .floats(
                "w", normal(random, 4 * 2 * size[0] * size[1], 0.5), 4, 2, size[0], size[1])
            .floats("v", normal(random, 2 * group, 0.5), 2 * group);
    model.node(
        "ConvTranspose",
        "y",
        List.of("x", "w", "v"),
        integers("strides", step),
        integers("pads", top, left, bottom, right),
        integers("output_padding", more, more),
        integer("group", group));
    model.output(
        "y",
        2 * group,
        2 * step[0] + size[0] - top - bottom + more,
        4 * step[1] + size[1] - left - right + more);
    assertSameFloat(model.model());
  }

  @Test
  void normAndActivationOfATransposedConvolutionAreFolded() {
    Random random = new Random(5);
    OnnxBuilder model = start().floats("w", normal(random, 4 * 3 * 9, 0.5), 4, 3, 3, 3);
    for (String parameter : List.of("scale", "shift", "mean")) {
      model.floats(parameter, normal(random, 3, 1), 3);
    }
    model.floats("variance", new float[] {1, 2, 3}, 3);
    model
        .node(
            "ConvTranspose", "t", List.of("x", "w"),
            integers("strides", 2, 2), integers("pads", 1, 1, 1, 1))
        .node("BatchNormalization", "n", List.of("t", "scale", "shift", "mean", "variance"))
        .node("Relu", "y", List.of("n"))
        .output("y", 3, 5, 9);
    assertEquals(
        List.of("t 2x2 pad 1,1,0,0 relu", "t_spread 2x2 cropped from 1,1"),
        described(model.model()));
    assertSameFloat(model.model());
  }

  @Test
  void aTransposedConvolutionWithDilationIsRefused() {
    assertRefused(
        "ConvTranspose",
        "its weights and bias must be constant, dilations 1, pads smaller than the kernel, and"
            + " neither output_shape nor auto_pad SAME given",
        start()
            .floats("w", new float[4 * 9], 4, 1, 3, 3)
            .node("ConvTranspose", "y", List.of("x", "w"), integers("dilations", 2, 2)));
  }

  @Test
  void bothOrdersOfDepthToSpaceAgreeWithOnnxRuntime() {
    for (String mode : List.of("DCR", "CRD")) {
      OnnxBuilder plain = new OnnxBuilder("net").input("x", 8, 3, 5);
      plain.node(
          "DepthToSpace", "y", List.of("x"), integer("blocksize", 2), text("mode", mode));
      assertAgrees(plain.output("y", 2, 6, 10).model(), new Shape(8, 3, 5));
    }
  }

  @Test
  void aConvolutionBeforeADepthToSpaceIsReordered() {
    Random random = new Random(6);
    OnnxBuilder model =
        start()
            .floats("w", normal(random, 12 * 4, 0.5), 12, 4, 1, 1)
            .floats("v", normal(random, 12, 0.5), 12)
            .node("Conv", "c", List.of("x", "w", "v"))
            .node("DepthToSpace", "d", List.of("c"), integer("blocksize", 2), text("mode", "CRD"))
            .node("Relu", "y", List.of("d"))
            .output("y", 3, 6, 10);
    assertEquals(List.of("c 1x1 relu", "d 2x2"), described(model.model()));
    assertSameFloat(model.model());
  }

  @Test
  void concatenationsOfSplitsAndSlicesAgreeWithOnnxRuntime() {
    OnnxBuilder model =
        start()
            .longs("parts", 1, 3)
            .longs("two", 2)
            .longs("many", 99)
            .longs("axis", 1)
            .node("Slice", "late", List.of("x", "two", "many", "axis"));
    model.node("Relu", "r", List.of("x"));
    // Two outputs: the builder's nodes have one.
    OnnxModel split = withSplit(model);
    assertEquals(
        List.of(
            "late channels 2..3", "split_0 channels 0..0", "split_1 channels 1..3", "y 3 inputs"),
        described(split));
    assertAgrees(split);
  }

  private static OnnxModel withSplit(OnnxBuilder model) {
    OnnxModel joined =
        model.node("Concat", "y", List.of("b", "late", "a"), integer("axis", 1))
            .output("y", 6, 3, 5)
            .model();
    var graph = joined.proto().getGraph().toBuilder();
    graph.setNode(
        1,
        graph.getNode(1).toBuilder()
            .setName("split")
            .setOpType("Split")
            .addInput("parts")
            .clearOutput()
            .addOutput("a")
            .addOutput("b")
            .addAttribute(integer("axis", 1)));
    return new OnnxModel("net", joined.proto().toBuilder().setGraph(graph).build());
  }

  @Test
  void slicesOfRowsAreRefused() {
    assertRefused(
        "Slice",
        "it must take a run of channels: constant starts and ends ([1], [3]) for axes ([2]) 1,"
            + " steps ([]) 1",
        start()
            .longs("one", 1)
            .longs("three", 3)
            .longs("axis", 2)
            .node("Slice", "y", List.of("x", "one", "three", "axis")));
    assertRefused(
        "Concat",
        "axis (2) must be 1, the channels",
        start().node("Concat", "y", List.of("x", "x"), integer("axis", 2)));
  }

  /** Integers in, the reference's integers out: at most half a unit from what ONNX Runtime gives. */
  private static void assertAgrees(OnnxModel model) {
    assertAgrees(model, INPUT);
  }

  private static void assertAgrees(OnnxModel model, Shape shape) {
    Network network = NetworkImporter.of(model);
    Map<String, Double> scales = new HashMap<>();
    network.layers().forEach(layer -> scales.put(layer.name(), 1.0));
    QuantisedNetwork quantised =
        Quantiser.quantise(
            network,
            new ActivationScales(true, 1, scales),
            QuantisationPlan.uniform(network, 8, 8));
    Random random = new Random(1);
    int[] image = random.ints(shape.elements(), -128, 128).toArray();
    List<Tensor> outputs = NetworkExecutor.run(quantised, new Tensor(shape, image));
    Tensor output = outputs.get(outputs.size() - 1);
    double unit = quantised.layers().get(outputs.size() - 1).outputScale();
    Shape to = output.shape();
    float[] expected = run(model, channelsFirst(image, shape));
    for (int i = 0; i < expected.length; i++) {
      int channel = i / to.pixels();
      int pixel = i % to.pixels();
      double got = output.values()[pixel * to.channels() + channel] * unit;
      assertEquals(expected[i], got, 0.5 * unit + 1e-3, "value " + i);
    }
    assertSameFloat(model, shape);
  }

  private static void assertSameFloat(OnnxModel model) {
    assertSameFloat(model, INPUT);
  }

  /** The imported network written back gives what the model gives. */
  private static void assertSameFloat(OnnxModel model, Shape shape) {
    float[] image = normal(new Random(2), shape.elements(), 1);
    OnnxModel written = NetworkExporter.write(NetworkImporter.of(model));
    long[] dimensions = {1, shape.channels(), shape.height(), shape.width()};
    try (OnnxSession session = new OnnxSession(written.bytes(), 1)) {
      float[] got =
          session
              .run(Map.of(Network.INPUT, new OnnxSession.Values(dimensions, image.clone())))
              .get(NetworkExporter.OUTPUT)
              .values();
      assertArrayEquals(run(model, image, dimensions), got, 1e-4f);
    }
  }

  private static float[] channelsFirst(int[] image, Shape shape) {
    float[] turned = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      turned[i % shape.channels() * shape.pixels() + i / shape.channels()] = image[i];
    }
    return turned;
  }

  private static float[] run(OnnxModel model, float[] image) {
    var input = model.graph().inputs().get(0).dimensions();
    return run(model, image, new long[] {1, input.get(1), input.get(2), input.get(3)});
  }

  private static float[] run(OnnxModel model, float[] image, long[] dimensions) {
    try (OnnxSession session = new OnnxSession(model.bytes(), 1)) {
      return session
          .run(Map.of("x", new OnnxSession.Values(dimensions, image.clone())))
          .get("y")
          .values();
    }
  }

  private static int[] pair(String text) {
    String[] parts = text.split("x");
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }

  private static List<String> described(OnnxModel model) {
    List<String> layers = new ArrayList<>();
    NetworkImporter.of(model)
        .layers()
        .forEach(
            layer -> layers.add(layer.name() + " " + LayerKinds.of(layer).geometry(layer)));
    return layers;
  }

  private static void assertRefused(String reason, OnnxBuilder model) {
    assertRefused("Resize", reason, model);
  }

  private static void assertRefused(String operator, String reason, OnnxBuilder model) {
    assertProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "network net cannot be imported (1 problem):\n  node 'y', operator " + operator + ": "
            + reason,
        () -> NetworkImporter.of(model.output("y").model()));
  }
}
