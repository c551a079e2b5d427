package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.onnx.OnnxBuilder.real;
import static org.sparseloom.onnx.OnnxBuilder.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.execute.NetworkExecutor;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/**
 * Single layers against ONNX Runtime. Images and weights are integers times a scale, so that the
 * only error left is the last rounding: half a unit of the output.
 */
class ConvolutionImportTest {
  private static final double INPUT_SCALE = 0.03125;
  private static final int OUTPUTS = 3;

  @ParameterizedTest(name = "{0}x{1} kernel, stride {2}x{3}, pads {4},{5},{6},{7}, {8} bit")
  @CsvSource({
    "3,3, 1,1, 1,1,1,1, 8", "3,2, 2,1, 1,0,0,1, 8", "1,1, 1,1, 0,0,0,0, 4",
    "1,1, 2,2, 0,0,0,0, 8", "5,1, 1,3, 2,0,1,0, 16", "2,4, 3,2, 0,3,1,2, 12",
    "7,7, 1,1, 3,3,3,3, 4", "7,6, 1,1, 0,0,0,0, 16"
  })
  void anyWindowIsWhatOnnxRuntimeComputes(
      int kernelHeight,
      int kernelWidth,
      int strideY,
      int strideX,
      int top,
      int left,
      int bottom,
      int right,
      int bits) {
    AttributeProto[] attributes = {
      integers("strides", strideY, strideX), integers("pads", top, left, bottom, right)
    };
    assertSame(kernelHeight, kernelWidth, bits, true, attributes);
    assertSame(kernelHeight, kernelWidth, bits, false, attributes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
  void paddingMayBeAutomatic(String automatic) {
    assertSame(3, 2, 8, true, text("auto_pad", automatic), integers("strides", 2, 1));
    assertSame(4, 3, 8, true, text("auto_pad", automatic), integers("strides", 1, 2));
  }

  private static void assertSame(
      int kernelHeight, int kernelWidth, int bits, boolean relu, AttributeProto... attributes) {
    Random random = new Random(11);
    Shape input = new Shape(2, 7, 6);
    int pairs = input.channels() * kernelHeight * kernelWidth;
    float[] weights = integerWeights(random, pairs, bits);
    OnnxBuilder model =
        new OnnxBuilder("one")
            .input("x", 2, 7, 6)
            .floats("w", weights, OUTPUTS, 2, kernelHeight, kernelWidth)
            .floats("b", new float[] {0.5f, -0.25f, 0}, OUTPUTS)
            .node("Conv", "c", List.of("x", "w", "b"), attributes);
    if (relu) {
      model.node("Relu", "y", List.of("c"));
    }
    String result = relu ? "y" : "c";
    assertFollows(model.output(result).model(), result, input, bits);
  }

  /** Every channel holds the largest integer once, so that its scale is the one used here. */
  private static float[] integerWeights(Random random, int pairs, int bits) {
    int largest = (1 << bits - 1) - 1;
    float[] weights = new float[OUTPUTS * pairs];
    for (int output = 0; output < OUTPUTS; output++) {
      for (int k = 0; k < pairs; k++) {
        int integer = k == 1 ? -largest : random.nextInt(2 * largest + 1) - largest;
        weights[output * pairs + k] = integer * 0.5f * (output + 1) / largest;
      }
    }
    return weights;
  }

  private static void assertFollows(OnnxModel model, String result, Shape input, int bits) {
    Random random = new Random(12);
    int[] image = random.ints(input.elements(), 0, 256).toArray();
    float[] planes = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      int pixel = i / input.channels();
      planes[i % input.channels() * input.pixels() + pixel] = (float) (image[i] * INPUT_SCALE);
    }
    float[] expected = run(model, input, planes).get(result).values();
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    Network network = NetworkImporter.of(model);
    Layer layer = network.layers().get(0);
    boolean relu = ((Convolution) layer).activation().rectifies();
    double scale = largest / ((1 << (relu ? bits : bits - 1)) - 1);
    QuantisedNetwork quantised =
        Quantiser.quantise(
            network,
            new ActivationScales(false, INPUT_SCALE, Map.of(layer.name(), scale)),
            new QuantisationPlan(8, Map.of(layer.name(), new LayerPlan(bits, bits, 0, 0))));
    Tensor output = NetworkExecutor.run(quantised, new Tensor(input, image)).get(0);
    Shape shape = output.shape();
    assertEquals(expected.length, shape.elements());
    for (int i = 0; i < expected.length; i++) {
      int pixel = i / shape.channels();
      float real = expected[i % shape.channels() * shape.pixels() + pixel];
      assertEquals(real, output.values()[i] * scale, 0.51 * scale + 2e-4 * largest, "value " + i);
    }
  }

  private static Map<String, OnnxSession.Values> run(OnnxModel model, Shape shape, float[] image) {
    long[] dimensions = {1, shape.channels(), shape.height(), shape.width()};
    try (OnnxSession session = new OnnxSession(model.bytes(), 1)) {
      return session.run(Map.of("x", new OnnxSession.Values(dimensions, image)));
    }
  }

  @Test
  void fullyConnectedLayersTakeTheFlattenedMapInStreamOrder() {
    float[] weights = integerWeights(new Random(3), 84, 8);
    OnnxBuilder model =
        new OnnxBuilder("one")
            .input("x", 2, 7, 6)
            .node("Flatten", "f", List.of("x"))
            .floats("w", weights, OUTPUTS, 84)
            .floats("b", new float[] {1, 2, -3}, OUTPUTS)
            .node(
                "Gemm",
                "y",
                List.of("f", "w", "b"),
                integer("transB", 1),
                real("alpha", 0.5f),
                real("beta", 2));
    assertFollows(model.output("y").model(), "y", new Shape(2, 7, 6), 8);
  }

  @Test
  void matMulMultipliesFromTheLeft() {
    float[] turned = new float[OUTPUTS * 84];
    float[] weights = integerWeights(new Random(3), 84, 8);
    for (int i = 0; i < weights.length; i++) {
      turned[i % 84 * OUTPUTS + i / 84] = weights[i];
    }
    OnnxBuilder model =
        new OnnxBuilder("one")
            .input("x", 2, 7, 6)
            .node("Flatten", "f", List.of("x"))
            .floats("w", turned, 84, OUTPUTS)
            .node("MatMul", "y", List.of("f", "w"));
    assertFollows(model.output("y").model(), "y", new Shape(2, 7, 6), 8);
  }
}
