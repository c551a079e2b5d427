package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.testing.Problems.assertNotSupported;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Activation;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.problem.UserProblem;

/** What the user is told about scales, zero points and types that the hardware does not have. */
class QuantisedModelProblemsTest {
  private static final int SIGNED = DataType.INT8_VALUE;
  private static final int UNSIGNED = DataType.UINT8_VALUE;

  /** A 1x1 convolution of two rounded inputs, named c. */
  private static OnnxBuilder convolution() {
    OnnxBuilder model = new OnnxBuilder("net").opset(14).input("x", 2, 6, 6);
    model.rounded("x", 0.5f, 0, SIGNED).integers("q", SIGNED, new int[] {1, 2, 3, 4}, 2, 2, 1, 1);
    model.floats("s", new float[] {0.25f}).node("DequantizeLinear", "w", List.of("q", "s"));
    return model.node("Conv", "c", List.of("x_rounded", "w"));
  }

  @Test
  void zeroPointsOfStreams() {
    OnnxBuilder model =
        convolution().rounded("c", 1, 3, UNSIGNED).node("Relu", "r", List.of("c_rounded"));
    model.rounded("r", 1, 4, SIGNED).output("r_rounded", 2, 6, 6);
    String reason =
        ", so that integers are never negative or symmetric around real 0: a real 0 must be skipped"
            + " and padded as integer 0";
    assertNotSupported(
        "(2 problems):\n"
            + "  node 'c_integers', operator QuantizeLinear: zero point (3) of uint8 must be 0 or 128"
            + reason
            + "\n  node 'r_integers', operator QuantizeLinear: zero point (4) of int8 must be -128 or 0"
            + reason,
        model);
    UserProblem problem =
        Assertions.assertThrows(UserProblem.class, () -> NetworkImporter.of(model.model()));
    assertTrue(
        problem.text().endsWith(
            "Maybe export it again with symmetric activations and weights (zero points 0), or in"
                + " float: then scales are calibrated."),
        problem.text());
  }

  @Test
  void aScalePerChannelOfAStream() {
    OnnxBuilder model = convolution().floats("t", new float[] {1, 2}, 2);
    model.integers("z", SIGNED, new int[2], 2);
    model.node("QuantizeLinear", "i", List.of("c", "t", "z"));
    model.node("DequantizeLinear", "d", List.of("i", "t", "z")).output("d", 2, 6, 6);
    assertNotSupported(
        "(1 problem):\n  node 'i', operator QuantizeLinear: a feature map must have one scale and at"
            + " most 16 bits, but has 2 scales and 8 bits",
        model);
  }

  @Test
  void aDequantizeLinearOfOtherScale() {
    OnnxBuilder model = convolution().rounded("c", 1, 0, SIGNED).floats("t", new float[] {2});
    model.node("DequantizeLinear", "d", List.of("c_integers", "t", "c_zero"));
    assertNotSupported(
        "(1 problem):\n  node 'd', operator DequantizeLinear: its scale and zero point must be those"
            + " of 'c_integers'",
        model.output("d", 2, 6, 6));
  }

  @Test
  void scalesThatAreNotConstantOrNotPositive() {
    OnnxBuilder model = convolution().floats("t", new float[] {-1});
    model.node("QuantizeLinear", "i", List.of("c", "t", "x_zero"));
    model.node("DequantizeLinear", "d", List.of("i", "c", "x_zero")).output("d", 2, 6, 6);
    assertNotSupported(
        "(1 problem):\n  node 'd', operator DequantizeLinear: its scale and zero point must be"
            + " constants, and integers of 8, 16 or 32 bits",
        model);
    OnnxBuilder negative = convolution().rounded("c", -1, 0, SIGNED);
    assertNotSupported(
        "(1 problem):\n  node 'c_rounded', operator DequantizeLinear: its scales ([-1.0]) must be"
            + " positive",
        negative.output("c_rounded", 2, 6, 6));
  }

  @Test
  void roundingInsideAFunction() {
    OnnxBuilder model = convolution().node("Sigmoid", "g", List.of("c"));
    model.rounded("g", 1f / 256, 0, UNSIGNED).node("Mul", "m", List.of("c", "g_rounded"));
    assertNotSupported(
        "(1 problem):\n  node 'g_integers', operator QuantizeLinear: it must stand behind a layer with"
            + " its activation, not inside",
        model.output("m", 2, 6, 6));
  }

  @Test
  void weightsOfWhatTakesThemApart() {
    OnnxBuilder model = convolution().integers("p", SIGNED, new int[16], 2, 2, 2, 2);
    model.node("DequantizeLinear", "v", List.of("p", "s"));
    model.node("ConvTranspose", "t", List.of("c", "v"), integers("strides", 2, 2));
    assertNotSupported(
        "(1 problem):\n  node 'v', operator DequantizeLinear: it must give the weights of a Conv, Gemm"
            + " or MatMul with nothing between (no BatchNormalization, no ConvTranspose)",
        model.output("t", 2, 12, 12));
  }

  @Test
  void scalesPerInputOfWeights() {
    OnnxBuilder model = convolution().integers("p", SIGNED, new int[4], 2, 2, 1, 1);
    model.floats("t", new float[] {1, 2}, 2);
    model.node("DequantizeLinear", "v", List.of("p", "t"), integer("axis", 1));
    model.node("Conv", "e", List.of("c", "v")).output("e", 2, 6, 6);
    assertNotSupported(
        "(1 problem):\n  node 'v', operator DequantizeLinear: axis (1) must be 0, that of the outputs"
            + " of 'e'",
        model);
  }

  @Test
  void valuesThatMayBeNegativeAsUnsigned() {
    OnnxBuilder model =
        convolution().node("HardSwish", "h", List.of("c")).rounded("h", 1, 0, UNSIGNED);
    assertNotSupported(
        "(1 problem):\n  layer h: its outputs may be negative, so that they must be quantised to signed"
            + " integers, but are to unsigned 8 bits of scale 1.0",
        model.output("h_rounded", 2, 6, 6));
  }

  @Test
  void copiesWithScalesOfTheirOwn() {
    OnnxBuilder model = convolution().rounded("c", 1, 0, SIGNED);
    model.node("MaxPool", "p", List.of("c_rounded"), integers("kernel_shape", 2, 2));
    model.rounded("p", 2, 0, SIGNED).output("p_rounded", 2, 5, 5);
    assertNotSupported(
        "(1 problem):\n  layer p: it keeps the integers of its input, which must be quantised as its"
            + " output (signed 8 bits of scale 2.0), but has signed 8 bits of scale 1.0",
        model);
  }

  @Test
  void roundingBehindAMaximumIsThatBeforeIt() {
    OnnxBuilder model = convolution();
    model.node("MaxPool", "p", List.of("c"), integers("kernel_shape", 2, 2));
    Network network =
        NetworkImporter.of(model.rounded("p", 2, 0, SIGNED).output("p_rounded", 2, 5, 5).model());
    assertEquals(2, network.given().stream("c").orElseThrow().scale());
    assertTrue(network.given().stream("p").isEmpty());
  }

  private static OnnxBuilder clipped(float scale) {
    OnnxBuilder model = convolution().floats("0", new float[] {0}).floats("6", new float[] {6});
    return model.node("Clip", "r", List.of("c", "0", "6")).rounded("r", scale, 0, UNSIGNED)
        .output("r_rounded", 2, 6, 6);
  }

  @Test
  void aClipThatSaturationDoesAnyhowIsARelu() {
    Network network = NetworkImporter.of(clipped(6f / 255).model());
    assertEquals(Activation.RELU, network.layers().get(0).activation());
    assertNotSupported(
        "(1 problem):\n  node 'c', operator Conv: its output is clipped at 6, but quantised with a"
            + " scale (0.029999999329447746) whose largest of 255 units is more; it must be at most 6",
        clipped(0.03f));
  }

  @Test
  void anInputOfIntegers() {
    OnnxBuilder model = new OnnxBuilder("net").input("x", 2, 6, 6);
    model.floats("s", new float[] {1}).node("QuantizeLinear", "i", List.of("x", "s"));
    assertNotSupported(
        "(1 problem):\n  node 'i', operator QuantizeLinear: a DequantizeLinear must follow a"
            + " QuantizeLinear or read a constant: input and outputs of the model must be in float",
        model.output("i", 2, 6, 6));
  }
}
