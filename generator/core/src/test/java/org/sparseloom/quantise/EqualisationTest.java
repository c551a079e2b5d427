package org.sparseloom.quantise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.testing.SmallNetworks.normal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.Agreement;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.NonlinearFunction;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.network.FloatKernel;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.BranchedNetworks;
import org.sparseloom.testing.NoiseImages;
import org.sparseloom.testing.SmallNetworks;

class EqualisationTest {
  private static final Shape PIXEL = new Shape(3, 1, 1);
  private static final FloatKernel PER_CHANNEL =
      new FloatKernel(new float[] {2, 3, 5}, new float[] {7, 8, 9}, "dw", "v");

  private static Convolution depthwise(String name) {
    return new Convolution(name, PIXEL, 3, Window.pointwise(), 3, Activation.NONE);
  }

  /** A full convolution of one input and a depthwise one behind it. */
  private static Network pair(Activation activation, Node... more) {
    Shape input = new Shape(1, 1, 1);
    Convolution first = new Convolution("pw", input, 3, Window.pointwise(), activation);
    List<Node> nodes = new ArrayList<>(List.of(new Node(first, List.of(Network.INPUT))));
    nodes.addAll(List.of(more));
    FloatKernel kernel = new FloatKernel(new float[] {1, 10, 4}, new float[] {3, 5, 6}, "pw", "w");
    return new Network("pair", input, nodes, Map.of("pw", kernel, "dw", PER_CHANNEL), List.of());
  }

  private static ChannelMaxima maxima(String layer, float... channels) {
    return new ChannelMaxima(Map.of(layer, channels));
  }

  @Test
  void aConvolutionTakesTheGainsIntoItsWeightsAndBiases() {
    Network network = pair(Activation.RELU, new Node(depthwise("dw"), List.of("pw")));
    Network equal = Equalisation.of(network, maxima("pw", 2, 8, 0));
    assertEquals(network.nodes(), equal.nodes());
    // 8 / 2 = 4; the widest keeps its own, and of a channel without any value nothing is known.
    assertArrayEquals(new float[] {4, 10, 4}, equal.parameters().get("pw").weights());
    assertArrayEquals(new float[] {12, 5, 6}, equal.parameters().get("pw").biases());
    assertArrayEquals(new float[] {0.5f, 3, 5}, equal.parameters().get("dw").weights());
    assertArrayEquals(PER_CHANNEL.biases(), equal.parameters().get("dw").biases());
  }

  @Test
  void withRelu6EveryChannelIsBroughtToSix() {
    Network network = pair(Activation.RELU6, new Node(depthwise("dw"), List.of("pw")));
    Network equal = Equalisation.of(network, maxima("pw", 3, 6, 1.5f));
    assertArrayEquals(new float[] {2, 10, 16}, equal.parameters().get("pw").weights());
    assertArrayEquals(new float[] {1, 3, 1.25f}, equal.parameters().get("dw").weights());
  }

  @Test
  void gainsEndAt256() {
    Network network = pair(Activation.RELU, new Node(depthwise("dw"), List.of("pw")));
    Network equal = Equalisation.of(network, maxima("pw", 0.001f, 8, 8));
    assertArrayEquals(new float[] {256, 10, 4}, equal.parameters().get("pw").weights());
  }

  @Test
  void behindANonlinearityGainsAreALayer() {
    Nonlinearity function =
        new Nonlinearity("swish", PIXEL, NonlinearFunction.HARD_SWISH, 1.0 / 6, 0.5);
    Network network =
        pair(
            Activation.NONE,
            new Node(function, List.of("pw")),
            new Node(depthwise("dw"), List.of("swish")));
    Network equal = Equalisation.of(network, maxima("swish", 2, 8, 4));
    assertEquals(
        List.of(
            network.nodes().get(0),
            network.nodes().get(1),
            new Node(depthwise("swish_gain"), List.of("swish")),
            new Node(depthwise("dw"), List.of("swish_gain"))),
        equal.nodes());
    assertArrayEquals(new float[] {4, 1, 2}, equal.parameters().get("swish_gain").weights());
    assertArrayEquals(new float[] {0.5f, 3, 2.5f}, equal.parameters().get("dw").weights());
  }

  @Test
  void aLayerThatOthersReadTooStaysAsItIs() {
    Convolution other = new Convolution("other", PIXEL, 1, Window.pointwise(), Activation.NONE);
    Network network =
        pair(
            Activation.RELU,
            new Node(depthwise("dw"), List.of("pw")),
            new Node(other, List.of("pw")));
    assertEquals(network, Equalisation.of(network, maxima("pw", 2, 8, 4)));
  }

  /**
   * Input x 3x8x8 to 4 classes: a 1x1 convolution whose outputs differ by up to 100, the function,
   * a depthwise convolution that makes up for it.
   */
  private static OnnxModel uneven(String function) {
    Random random = new Random(5);
    OnnxBuilder model = new OnnxBuilder("uneven").opset(14).input("x", 3, 8, 8);
    float[] wide = normal(random, 24 * 3, 1);
    float[] kernels = normal(random, 24 * 9, 0.3);
    for (int channel = 0; channel < 24; channel++) {
      float size = (float) Math.pow(100, -channel / 23.0);
      for (int i = 0; i < 3; i++) {
        wide[channel * 3 + i] *= 4 * size;
      }
      for (int i = 0; i < 9; i++) {
        kernels[channel * 9 + i] /= size;
      }
    }
    model.floats("w1", wide, 24, 3, 1, 1).floats("w2", kernels, 24, 1, 3, 3);
    model.node("Conv", "c1", List.of("x", "w1")).node(function, "f1", List.of("c1"));
    model.node("Conv", "c2", List.of("f1", "w2"), integer("group", 24), integers("pads", 1, 1, 1, 1));
    model.node("Relu", "r2", List.of("c2")).node("Flatten", "flat", List.of("r2"));
    model.floats("w3", normal(random, 24 * 64 * 4, 0.1), 24 * 64, 4).floats("v3", new float[4], 4);
    return model.node("Gemm", "fc", List.of("flat", "w3", "v3")).output("fc", 4).model();
  }

  private enum Function {
    Relu,
    HardSwish
  }

  @ParameterizedTest
  @EnumSource
  void manyLevelsForNarrowChannelsAndTheSameFunction(Function function) {
    Network network = NetworkImporter.of(uneven(function.name()));
    ImageSet images = new NoiseImages(network.input(), 24, true, 4);
    Network equal = NetworkImporter.of(NetworkExporter.write(Equalisation.of(network, images, 1)));
    float[] wanted = logits(network, images);
    assertArrayEquals(wanted, logits(equal, images), 1e-3f);
    double before = error(network, images);
    double after = error(equal, images);
    assertTrue(after < before / 3, after + " against " + before);
  }

  private static float[] logits(Network network, ImageSet images) {
    float[] logits = new float[images.size() * 4];
    int[] known = new int[1];
    FloatRun.forEach(
        network,
        images,
        1,
        outputs -> {
          float[] some = outputs.get("fc").values();
          System.arraycopy(some, 0, logits, known[0], some.length);
          known[0] += some.length;
        });
    return logits;
  }

  /** Returns the mean error of the logits at 8 bits. */
  private static double error(Network network, ImageSet images) {
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 8);
    ActivationScales scales = Calibration.measure(network, images, 1).scales(network, plan);
    QuantisedNetwork integers = Quantiser.quantise(network, scales, plan);
    return Agreement.of(NetworkExporter.write(network), integers, images, 1).meanDifference();
  }

  /** What is written is what is read again, layer by layer. */
  @Test
  void anEqualisedNetworkIsImportedAsItWasWritten() {
    List<OnnxModel> models =
        List.of(
            BranchedNetworks.residual(3),
            BranchedNetworks.separable(3),
            BranchedNetworks.tensorFlow(3),
            BranchedNetworks.gated(3),
            SmallNetworks.everything(3),
            uneven("HardSwish"));
    for (OnnxModel model : models) {
      Network network = NetworkImporter.of(model);
      Network equal =
          Equalisation.of(network, new NoiseImages(network.input(), 4, true, 4), 1);
      Network read = NetworkImporter.of(NetworkExporter.write(equal));
      assertEquals(
          equal.layers().stream().map(Layer::name).toList(),
          read.layers().stream().map(Layer::name).toList());
      assertEquals(equal.nodes(), read.nodes());
    }
  }
}
