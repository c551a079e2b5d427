package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.execute.NetworkExecutor;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.GlobalAveragePooling;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.NoiseImages;

class DealChannelsTest {
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);
  private static final Shape IMAGE = new Shape(2, 5, 6);
  private static final Shape INNER = new Shape(8, 5, 6);

  /** Two convolutions with a depthwise one between, a shortcut over both, the mean and a classifier. */
  private static Network network(double zeros) {
    Random random = new Random(5);
    Map<String, FloatKernel> kernels = new HashMap<>();
    List<Node> nodes =
        List.of(
            node(new Convolution("c1", IMAGE, 8, SAME, Activation.RELU), kernels, zeros, random),
            node(
                new Convolution("dw", INNER, 8, SAME, 8, Activation.RELU), kernels, zeros, random,
                "c1"),
            node(
                new Convolution("c2", INNER, 8, Window.pointwise(), Activation.NONE), kernels,
                zeros, random, "dw"),
            new Node(
                new Addition("sum", INNER, Activation.RELU), List.of("c2", "c1")),
            new Node(new GlobalAveragePooling("mean", INNER), List.of("sum")),
            node(
                new Convolution(
                    "fc", new Shape(8, 1, 1), 4, Window.pointwise(), Activation.NONE),
                kernels, zeros, random, "mean"));
    return new Network("n", IMAGE, nodes, kernels, List.of());
  }

  private static Node node(
      Convolution layer, Map<String, FloatKernel> kernels, double zeros, Random random,
      String... inputs) {
    float[] weights = new float[layer.outputs() * layer.pairsPerOutput()];
    for (int i = 0; i < weights.length; i++) {
      // Later filters have ever fewer.
      double here = zeros * 2 * i / weights.length;
      weights[i] = random.nextDouble() < here ? 0 : (float) random.nextGaussian();
    }
    float[] biases = new float[layer.outputs()];
    for (int output = 0; output < biases.length; output++) {
      biases[output] = (float) random.nextGaussian();
    }
    kernels.put(layer.name(), new FloatKernel(weights, biases, layer.name(), layer.name()));
    return new Node(layer, inputs.length == 0 ? List.of(Network.INPUT) : List.of(inputs));
  }

  @Test
  void theDealtNetworkTellsTheSame() {
    Network network = network(0.5);
    Network dealt = DealChannels.of(network);
    assertEquals(
        List.of("channels of 1 feature maps have another order, for balance: many weights are zero"),
        dealt.notes());
    ImageSet images = new NoiseImages(IMAGE, 6, true, 1);
    for (int image = 0; image < images.size(); image++) {
      Map<String, Tensor> before = streams(network, images, image);
      Map<String, Tensor> after = streams(dealt, images, image);
      assertArrayEquals(before.get("fc").values(), after.get("fc").values());
    }
  }

  /** All inner feature maps hang together by the depthwise convolution and the shortcut. */
  @Test
  void innerFeatureMapsHaveTheirChannelsInOneOtherOrder() {
    Network network = network(0.5);
    Network dealt = DealChannels.of(network);
    int[] order =
        IntStream.range(0, 8)
            .map(channel -> find(network, dealt.parameters().get("c1").biases()[channel]))
            .toArray();
    assertFalse(Arrays.equals(order, IntStream.range(0, 8).toArray()), Arrays.toString(order));
    ImageSet images = new NoiseImages(IMAGE, 1, true, 1);
    Map<String, Tensor> before = streams(network, images, 0);
    Map<String, Tensor> after = streams(dealt, images, 0);
    for (String stream : List.of("c1", "dw", "c2", "sum", "mean")) {
      Tensor from = before.get(stream);
      Tensor to = after.get(stream);
      Shape shape = to.shape();
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          for (int channel = 0; channel < 8; channel++) {
            assertEquals(from.at(y, x, order[channel]), to.at(y, x, channel), stream);
          }
        }
      }
    }
  }

  private static int find(Network network, float bias) {
    float[] biases = network.parameters().get("c1").biases();
    return IntStream.range(0, 8).filter(i -> biases[i] == bias).findFirst().orElseThrow();
  }

  /** A classifier on the flattened image knows every pixel of a channel by its place. */
  @Test
  void channelsOfAFlattenedFeatureMapStay() {
    Random random = new Random(6);
    Map<String, FloatKernel> kernels = new HashMap<>();
    List<Node> nodes =
        List.of(
            node(new Convolution("c1", IMAGE, 8, SAME, Activation.RELU), kernels, 0.5, random),
            node(
                new Convolution(
                    "fc", new Shape(INNER.elements(), 1, 1), 4, Window.pointwise(),
                    Activation.NONE),
                kernels, 0.5, random, "c1"));
    Network network = new Network("n", IMAGE, nodes, kernels, List.of());
    assertSame(network, DealChannels.of(network));
  }

  @Test
  void aNetworkWithFewZerosStaysAsItIs() {
    Network network = network(0.1);
    assertSame(network, DealChannels.of(network));
  }

  private static Map<String, Tensor> streams(Network network, ImageSet images, int image) {
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 8);
    QuantisedNetwork quantised =
        Quantiser.quantise(
            network, Calibration.measure(network, images, 1).scales(network, plan), plan);
    Map<String, Tensor> streams = new HashMap<>();
    List<Tensor> outputs =
        NetworkExecutor.run(quantised, new FastExecutor(quantised).image(images, image));
    for (int layer = 0; layer < outputs.size(); layer++) {
      streams.put(network.nodes().get(layer).layer().name(), outputs.get(layer));
    }
    return streams;
  }
}
