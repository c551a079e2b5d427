package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.testing.Problems.assertProblem;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.execute.NetworkExecutor;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.GivenQuantisation.Stream;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxRewriter;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.testing.NoiseImages;

/** Models with QuantizeLinear and DequantizeLinear: their scales, widths and integers are taken. */
class QuantisedModelTest {
  /** How a quantiser may write the same integers. */
  private enum Style {
    SYMMETRIC(DataType.INT8, 0, DataType.UINT8, 0, 21),
    ZERO_POINTS(DataType.UINT8, 128, DataType.INT8, -128, 13),
    WIDE(DataType.INT16, 0, DataType.UINT16, 0, 21);

    private final int signedType;
    private final int signedZero;
    private final int unsignedType;
    private final int unsignedZero;
    private final long opset;

    Style(DataType signed, int signedZero, DataType unsigned, int unsignedZero, long opset) {
      signedType = signed.getNumber();
      this.signedZero = signedZero;
      unsignedType = unsigned.getNumber();
      this.unsignedZero = unsignedZero;
      this.opset = opset;
    }

    int bits() {
      return this == WIDE ? 16 : 8;
    }
  }

  /** The rounded tensor behind each layer. */
  private final Map<String, String> roundedOf = new LinkedHashMap<>();

  private final Random random = new Random(7);
  private Style style = Style.SYMMETRIC;
  private OnnxBuilder model = new OnnxBuilder("qdq");

  private String signed(String layer, String tensor, double largest) {
    float scale = (float) (largest / (1 << style.bits() - 1));
    return rounded(layer, tensor, scale, style.signedZero, style.signedType);
  }

  private String unsigned(String layer, String tensor, double largest) {
    float scale = (float) (largest / (1 << style.bits()));
    return rounded(layer, tensor, scale, style.unsignedZero, style.unsignedType);
  }

  private String rounded(String layer, String tensor, float scale, int zero, int type) {
    model.rounded(tensor, scale, zero, type);
    roundedOf.put(layer, tensor + "_rounded");
    return tensor + "_rounded";
  }

  private int[] random(int count, int least, int largest) {
    return random.ints(count, least, largest + 1).toArray();
  }

  /** Adds int8 weights with a scale per output, and biases in float. */
  private void weights(String name, int outputs, int axis, double step, long... dimensions) {
    int count = 1;
    for (long dimension : dimensions) {
      count *= Math.toIntExact(dimension);
    }
    float[] scales = new float[outputs];
    float[] biases = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      scales[output] = (float) (step * (0.3 + random.nextDouble()));
      biases[output] = (float) random.nextGaussian() * 0.3f;
    }
    model.integers(name + "_q", DataType.INT8_VALUE, random(count, -128, 127), dimensions);
    model.floats(name + "_s", scales, outputs);
    model.integers(name + "_z", DataType.INT8_VALUE, new int[outputs], outputs);
    model.node(
        "DequantizeLinear", name + "_w", List.of(name + "_q", name + "_s", name + "_z"),
        integer("axis", axis));
    model.floats(name + "_b", biases, outputs);
  }

  /**
   * Input x 2x8x7 to 4 classes: a convolution with ReLU, a depthwise one quantised unsigned without
   * one, a signed 1x1 one, an addition, maximum pooling, a HardSwish, the mean, flattening and a
   * Gemm with one scale and int32 biases.
   */
  private OnnxModel whole(Style chosen) {
    style = chosen;
    model = new OnnxBuilder("qdq").opset(chosen.opset < 14 ? 14 : chosen.opset).input("x", 2, 8, 7);
    String input = signed(Network.INPUT, "x", 3);
    weights("c1", 6, 0, 0.004, 6, 2, 3, 3);
    model.node("Conv", "c1", List.of(input, "c1_w", "c1_b"), integers("pads", 1, 1, 1, 1));
    model.node("Relu", "r1", List.of("c1"));
    String first = unsigned("c1", "r1", 5);
    weights("c2", 6, 0, 0.004, 6, 1, 3, 3);
    model.node(
        "Conv", "c2", List.of(first, "c2_w", "c2_b"),
        integer("group", 6), integers("pads", 1, 1, 1, 1));
    String second = unsigned("c2", "c2", 6);
    weights("c3", 6, 0, 0.01, 6, 6, 1, 1);
    model.node("Conv", "c3", List.of(second, "c3_w", "c3_b"));
    String third = signed("c3", "c3", 12);
    model.node("Add", "s", List.of(third, first));
    String sum = signed("s", "s", 14);
    model.node(
        "MaxPool", "p", List.of(sum), integers("kernel_shape", 2, 2), integers("strides", 2, 2));
    String pooled = signed("p", "p", 14);
    model.node("HardSwish", "h", List.of(pooled));
    String swished = signed("h", "h", 14);
    model.node("GlobalAveragePool", "g", List.of(swished));
    String mean = signed("g", "g", 7);
    model.node("Flatten", "f", List.of(mean));
    String flat = signed("g", "f", 7);
    int[] matrix = random(4 * 6, -128, 127);
    model.integers("fc_q", DataType.INT8_VALUE, matrix, 4, 6).floats("fc_s", new float[] {0.01f});
    model.node("DequantizeLinear", "fc_w", List.of("fc_q", "fc_s"));
    float meanScale = (float) (7.0 / (1 << style.bits() - 1));
    model.integers("fc_i", DataType.INT32_VALUE, random(4, -1000, 1000), 4);
    model.floats("fc_t", new float[] {meanScale * 0.01f});
    model.node("DequantizeLinear", "fc_b", List.of("fc_i", "fc_t"));
    model.node("Gemm", "fc", List.of(flat, "fc_w", "fc_b"), integer("transB", 1));
    String logits = signed("fc", "fc", 20);
    return model.output(logits, 4).model();
  }

  private static QuantisedNetwork quantised(Network network, ImageSet images) {
    QuantisationPlan plan = QuantisationPlan.uniform(network, 5, 6);
    return Quantiser.quantise(
        network, Calibration.measure(network, images, 1).scales(network, plan), plan);
  }

  /** Streams are signed or not as the file's integers minus zero points; a ReLU saves the sign. */
  @ParameterizedTest
  @EnumSource
  void scalesAndWidthsAreThoseOfTheFile(Style given) {
    Network network = NetworkImporter.of(whole(given));
    int bits = given.bits();
    double unit = 1.0 / (1 << bits);
    Map<String, Stream> expected = new HashMap<>();
    expected.put(Network.INPUT, stream(NumberFormat.signed(bits), 6 * unit));
    expected.put("c1", stream(NumberFormat.unsigned(bits), 5 * unit));
    expected.put("c2", stream(NumberFormat.unsigned(bits), 6 * unit));
    expected.put("c3", stream(NumberFormat.signed(bits), 24 * unit));
    expected.put("s", stream(NumberFormat.signed(bits), 28 * unit));
    expected.put("h", stream(NumberFormat.signed(bits), 28 * unit));
    expected.put("g", stream(NumberFormat.signed(bits), 14 * unit));
    expected.put("fc", stream(NumberFormat.signed(bits), 40 * unit));
    assertEquals(expected, network.given().streams());
    QuantisedNetwork quantised = quantised(network, new NoiseImages(network.input(), 8, true, 4));
    for (QuantisedLayer layer : quantised.layers()) {
      String name = layer.layer().name();
      Stream stream = network.given().stream(name).orElse(expected.get("s"));
      assertEquals(stream, new Stream(layer.output(), layer.outputScale()), name);
      assertEquals(layer.weights().isPresent() ? 8 : 0, layer.weightBits(), name);
    }
  }

  private static Stream stream(NumberFormat format, double scale) {
    return new Stream(format, (float) scale);
  }

  @Test
  void weightsAreTheIntegersOfTheFile() {
    OnnxModel given = whole(Style.SYMMETRIC);
    Network network = NetworkImporter.of(given);
    QuantisedNetwork quantised = quantised(network, new NoiseImages(network.input(), 8, true, 4));
    QuantisedLayer last = quantised.layers().get(quantised.layers().size() - 1);
    double[] matrix = given.graph().constant("fc_q").orElseThrow().values();
    int[] taken = last.weights().orElseThrow().values();
    for (int i = 0; i < taken.length; i++) {
      assertEquals((int) matrix[i], taken[i]);
    }
    double[] biases = given.graph().constant("fc_i").orElseThrow().values();
    for (int output = 0; output < biases.length; output++) {
      assertEquals(
          (long) biases[output], last.requantisation().orElseThrow().biases().get(output));
    }
  }

  @Test
  void aMultiplierThatIsTooCoarseIsRefused() {
    model.input("x", 1, 1, 1).rounded("x", 1, 0, DataType.INT8_VALUE);
    model.integers("q", DataType.INT8_VALUE, new int[] {1, 127}, 2, 1, 1, 1);
    // Over a shift of 9, where 100 is 51,200, 0.03 would be 15.36; 15 are 2.3 % less: of 127 units 3.
    model.floats("s", new float[] {100, 0.03f}, 2);
    model.node("DequantizeLinear", "w", List.of("q", "s"), integer("axis", 0));
    model.node("Conv", "c", List.of("x_rounded", "w"));
    model.rounded("c", 1, 0, DataType.INT8_VALUE);
    Network network = NetworkImporter.of(model.output("c_rounded", 2, 1, 1).model());
    assertProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "layer c: the scale of the weights of output 1 (0.029999999329447746) must not be so much"
            + " smaller than those of the others that a multiplier of 16 bits changes an output by"
            + " 2.9999972060322193 units",
        () -> quantised(network, new NoiseImages(network.input(), 4, true, 1)));
  }

  /**
   * Every layer on ONNX Runtime's own integers, and the whole network: one unit at most. Not
   * exactly the same: halves are rounded upwards here and to even there, and a ratio of scales is a
   * multiplier of 16 bits here and a float there.
   */
  @ParameterizedTest
  @EnumSource(names = {"SYMMETRIC", "ZERO_POINTS"})
  void outputsAreThoseOfOnnxRuntimeButForHalves(Style given) {
    OnnxModel file = whole(given);
    Network network = NetworkImporter.of(file);
    ImageSet images = new NoiseImages(network.input(), 12, true, 4);
    QuantisedNetwork quantised = quantised(network, images);
    FastExecutor fast = new FastExecutor(quantised);
    int outputs = 0;
    int different = 0;
    for (int image = 0; image < images.size(); image++) {
      Map<String, OnnxSession.Values> real = run(file, images, image);
      Tensor input = fast.image(images, image);
      List<Tensor> whole = NetworkExecutor.run(quantised, input);
      for (int i = 0; i < quantised.layers().size(); i++) {
        QuantisedLayer layer = quantised.layers().get(i);
        List<Tensor> inputs = new ArrayList<>();
        for (int port = 0; port < layer.inputs().size(); port++) {
          String from = network.nodes().get(i).inputs().get(port);
          Shape shape = layer.layer().inputShapes().get(port);
          inputs.add(inUnits(real.get(roundedOf.get(from)), shape, layer.inputScales().get(port)));
        }
        Tensor own = LayerKinds.of(layer.layer()).evaluate(layer, inputs);
        Tensor theirs =
            inUnits(
                real.get(roundedOf.get(layer.layer().name())),
                layer.layer().outputShape(),
                layer.outputScale());
        for (int k = 0; k < own.values().length; k++) {
          int difference = Math.abs(own.values()[k] - theirs.values()[k]);
          assertTrue(difference <= 1, layer.layer().name() + " differs by " + difference);
          outputs++;
          different += difference;
        }
        if (i == quantised.layers().size() - 1) {
          for (int k = 0; k < own.values().length; k++) {
            assertEquals(theirs.values()[k], whole.get(i).values()[k], 1);
          }
        }
      }
    }
    assertTrue(different < 0.01 * outputs, different + " of " + outputs + " differ by one");
  }

  private Map<String, OnnxSession.Values> run(OnnxModel file, ImageSet images, int image) {
    OnnxRewriter rewriter = new OnnxRewriter(file);
    roundedOf.values().forEach(rewriter::addOutput);
    try (OnnxSession session = new OnnxSession(rewriter.toBytes(), 1)) {
      return session.run(
          Map.of(
              "x",
              ImageBatches.values(
                  images, image, 1, ImageBatches.channelsFirst(images.shape()))));
    }
  }

  /** Returns an image of channel planes as a stream of integers. */
  private static Tensor inUnits(OnnxSession.Values real, Shape shape, double scale) {
    int[] integers = new int[shape.elements()];
    for (int i = 0; i < integers.length; i++) {
      int inStream = i % shape.pixels() * shape.channels() + i / shape.pixels();
      integers[inStream] = (int) Math.rint(real.values()[i] / scale);
    }
    return new Tensor(shape, integers);
  }

  /** A convolution, rounded, its ReLU, rounded again. */
  private Network twiceRounded(float first, float second) {
    model.input("x", 1, 1, 1).rounded("x", 1, 0, DataType.INT8_VALUE);
    model.integers("q", DataType.INT8_VALUE, new int[] {1, -1}, 2, 1, 1, 1);
    model.floats("s", new float[] {1}).node("DequantizeLinear", "w", List.of("q", "s"));
    model.node("Conv", "c", List.of("x_rounded", "w")).rounded("c", first, 0, DataType.INT8_VALUE);
    model.node("Relu", "r", List.of("c_rounded")).rounded("r", second, 0, DataType.INT8_VALUE);
    return NetworkImporter.of(model.output("r_rounded", 2, 1, 1).model());
  }

  @Test
  void roundingBeforeTheActivationAsBehindItIsDoneOnce() {
    Network network = twiceRounded(2, 2);
    assertEquals(1, network.nodes().size());
    // Signed integers that are never negative have one bit less.
    assertEquals(
        Map.of(Network.INPUT, stream(NumberFormat.signed(8), 1), "c", stream(NumberFormat.unsigned(7), 2)),
        network.given().streams());
  }

  /** 5 is 2 units of 3, which are 6, which are 2 units of 4 (halves upwards); at once it would be 1. */
  @Test
  void otherRoundingBehindTheActivationIsALayer() {
    Network network = twiceRounded(3, 4);
    assertEquals(2, network.nodes().size());
    QuantisedNetwork quantised =
        quantised(network, new NoiseImages(network.input(), 4, true, 1));
    List<Tensor> outputs =
        NetworkExecutor.run(quantised, new Tensor(network.input(), new int[] {5}));
    assertArrayEquals(new int[] {2, -2}, outputs.get(0).values());
    assertArrayEquals(new int[] {2, 0}, outputs.get(1).values());
    assertEquals(4, quantised.layers().get(1).outputScale());
  }

  /** Of one 1x1 convolution by hand: weights 100 and 20 minus 3, and 5 and 130 minus 128. */
  @Test
  void zeroPointsOfWeightsAreSubtracted() {
    model.input("x", 2, 1, 1);
    model.rounded("x", 0.5f, 0, DataType.INT8_VALUE);
    model.integers("q", DataType.UINT8_VALUE, new int[] {100, 20, 5, 255}, 2, 2, 1, 1);
    model.floats("s", new float[] {0.25f, 0.5f}, 2);
    model.integers("z", DataType.UINT8_VALUE, new int[] {3, 128}, 2);
    model.node("DequantizeLinear", "w", List.of("q", "s", "z"), integer("axis", 0));
    model.node("Conv", "c", List.of("x_rounded", "w"));
    model.rounded("c", 1, 0, DataType.INT8_VALUE);
    Network network = NetworkImporter.of(model.output("c_rounded", 2, 1, 1).model());
    QuantisedLayer layer =
        quantised(network, new NoiseImages(network.input(), 4, true, 1)).layers().get(0);
    assertEquals(8, layer.weightBits());
    assertArrayEquals(new int[] {97, 17, -123, 127}, layer.weights().orElseThrow().values());
    // 4 x 97 + 8 x 17 = 524 of 0.5 x 0.25 are 65.5; 4 x -123 + 8 x 127 = 524 of 0.5 x 0.5 are 131.
    Tensor input = new Tensor(network.input(), new int[] {4, 8});
    assertArrayEquals(
        new int[] {66, 127},
        LayerKinds.of(layer.layer()).evaluate(layer, List.of(input)).values());
  }

  /** Weights in float that are rounded in the graph, as training with rounding in view exports them. */
  @Test
  void aQuantizeLinearOfConstantsIsDoneAtImport() {
    model.input("x", 1, 1, 1).rounded("x", 1, 0, DataType.INT8_VALUE);
    model.floats("v", new float[] {0.6f, -0.25f, 90}, 3, 1, 1, 1);
    model.rounded("v", 0.5f, 0, DataType.INT8_VALUE);
    model.node("Conv", "c", List.of("x_rounded", "v_rounded"));
    Network network =
        NetworkImporter.of(
            model.rounded("c", 1, 0, DataType.INT8_VALUE).output("c_rounded", 3, 1, 1).model());
    QuantisedLayer layer =
        quantised(network, new NoiseImages(network.input(), 4, true, 1)).layers().get(0);
    // 1.2 is 1, -0.5 is 0 (halves to even), 180 is cut at 127.
    assertArrayEquals(new int[] {1, 0, 127}, layer.weights().orElseThrow().values());
  }
}
