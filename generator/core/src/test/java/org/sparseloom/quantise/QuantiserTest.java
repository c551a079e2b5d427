package org.sparseloom.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.NetworkExecutor;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.FloatKernel;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.BranchedNetworks;
import org.sparseloom.testing.NoiseImages;
import org.sparseloom.testing.SmallNetworks;

class QuantiserTest {

  /** Bounds are shares of the largest logit, about twice what is seen, so that a slip shows. */
  @ParameterizedTest(name = "{0} bits: logits within {1} of the largest")
  @CsvSource({"16, 0.0005", "12, 0.005", "8, 0.06", "6, 0.25"})
  void logitsFollowTheFloatNetwork(int bits, double bound) {
    List<OnnxModel> models = new ArrayList<>(BranchedNetworks.all(3));
    models.add(SmallNetworks.everything(3));
    models.add(SmallNetworks.convolutional(3));
    models.add(SmallNetworks.largest(3));
    for (OnnxModel model : models) {
      for (boolean signed : List.of(true, false)) {
        Network network = NetworkImporter.of(model);
        ImageSet images = new NoiseImages(network.input(), 16, signed, 4);
        QuantisationPlan plan = QuantisationPlan.uniform(network, bits, bits).withInputBits(bits);
        QuantisedNetwork quantised = quantise(network, images, plan);
        assertEquals(signed, quantised.input().signed());
        assertLogitsWithin(bound, model.name(), quantised, images);
      }
    }
  }

  private static QuantisedNetwork quantise(
      Network network, ImageSet images, QuantisationPlan plan) {
    return Quantiser.quantise(
        network, Calibration.measure(network, images, 1).scales(network, plan), plan);
  }

  private static void assertLogitsWithin(
      double bound, String name, QuantisedNetwork quantised, ImageSet images) {
    float[] floats = floatLogits(quantised.network(), images);
    QuantisedLayer last = quantised.layers().get(quantised.layers().size() - 1);
    int classes = last.layer().outputShape().elements();
    double largest = 0;
    double error = 0;
    for (int image = 0; image < images.size(); image++) {
      Tensor input = images.quantised(image, quantised.input(), quantised.inputScale());
      List<Tensor> outputs = NetworkExecutor.run(quantised, input);
      Tensor logits = outputs.get(outputs.size() - 1);
      for (int i = 0; i < classes; i++) {
        float expected = floats[image * classes + i];
        largest = Math.max(largest, Math.abs(expected));
        error = Math.max(error, Math.abs(expected - logits.values()[i] * last.outputScale()));
      }
    }
    assertTrue(error <= bound * largest, name + ": " + error / largest + " of the largest logit");
  }

  private static float[] floatLogits(Network network, ImageSet images) {
    try (OnnxSession session = new OnnxSession(NetworkExporter.write(network).bytes(), 1)) {
      return session
          .run(
              Map.of(
                  Network.INPUT,
                  ImageBatches.values(
                      images, 0, images.size(), ImageBatches.channelsFirst(network.input()))))
          .get(NetworkExporter.OUTPUT)
          .values();
    }
  }

  /** One output channel of one pixel of two inputs; everything below is worked by hand. */
  private static QuantisedLayer single(float[] weights, float bias, LayerPlan plan) {
    Convolution layer =
        new Convolution("fc", new Shape(2, 1, 1), weights.length / 2, Window.pointwise(), Activation.RELU);
    float[] biases = new float[weights.length / 2];
    biases[0] = bias;
    Network network =
        new Network(
            "hand",
            new Shape(2, 1, 1),
            List.of(new Node(layer, List.of(Network.INPUT))),
            Map.of("fc", new FloatKernel(weights, biases, "fc", "w")),
            List.of());
    ActivationScales scales = new ActivationScales(false, 0.5, Map.of("fc", 0.25));
    return Quantiser.quantise(network, scales, new QuantisationPlan(8, Map.of("fc", plan)))
        .layers()
        .get(0);
  }

  @Test
  void weightsTakeTheirChannelsScale() {
    // Channel 0: largest 12.7, so 12.7 -> 127 and -1.0 -> -10. Channel 1: largest 0.25 -> 127.
    QuantisedLayer layer = single(new float[] {12.7f, -1.0f, 0.25f, -0.125f}, 0, plan(8, 0, 0));
    assertEquals(127, layer.weights().orElseThrow().at(0, 0, 0, 0));
    assertEquals(-10, layer.weights().orElseThrow().at(0, 0, 0, 1));
    assertEquals(127, layer.weights().orElseThrow().at(1, 0, 0, 0), 1);
    assertEquals(-64, layer.weights().orElseThrow().at(1, 0, 0, 1), 1);
  }

  @Test
  void multiplierIsExactlyInputScaleTimesWeightScaleOverOutputScale() {
    // 0.5 * 0.1 / 0.25 = 0.2 = 52429 / 2^18 rounded up; 0.2 * 2^18 = 52428.8.
    QuantisedLayer layer = single(new float[] {12.7f, -1.0f}, 1.0f, plan(8, 0, 0));
    Requantisation requantisation = layer.requantisation().orElseThrow();
    assertEquals(18, requantisation.shift());
    assertEquals(List.of(52429), requantisation.multipliers());
    // A bias of 1.0 in units of 0.5 * 0.1 is 20.
    assertEquals(List.of(20L), requantisation.biases());
    // 1.5 * 12.7 - 2.0 + 1.0 = 18.05, that is 72 units of 0.25: (3 * 127 - 4 * 10 + 20) * 0.2 =
    // 72.2.
    assertEquals(72, requantisation.apply(0, 3 * 127 - 4 * 10));
  }

  @Test
  void smallWeightsBecomeZeroBeforeTheScaleIsTaken() {
    QuantisedLayer layer = single(new float[] {12.7f, -1.0f}, 0, plan(8, 1.5, 0));
    assertEquals(0, layer.weights().orElseThrow().at(0, 0, 0, 1));
    QuantisedLayer both = single(new float[] {12.7f, -1.0f}, 2.0f, plan(8, 20, 0));
    assertEquals(0, both.weights().orElseThrow().at(0, 0, 0, 0));
    // Only the bias is left: 2.0 is 8 units of 0.25.
    assertEquals(8, both.requantisation().orElseThrow().apply(0, 0));
  }

  @Test
  void aWeightEqualToTheThresholdStays() {
    QuantisedLayer layer = single(new float[] {12.7f, -1.0f}, 0, plan(8, 1.0, 0));
    assertEquals(-10, layer.weights().orElseThrow().at(0, 0, 0, 1));
  }

  @Test
  void activationThresholdIsTheSmallestIntegerThatReachesIt() {
    assertEquals(0, threshold(0));
    assertEquals(1, threshold(0.1)); // 1 unit is 0.25.
    assertEquals(2, threshold(0.5));
    assertEquals(3, threshold(0.51));
    assertEquals(255, threshold(1e9)); // At most the largest value.
  }

  private static int threshold(double activationThreshold) {
    return single(new float[] {12.7f, -1.0f}, 0, plan(8, 0, activationThreshold))
        .requantisation()
        .orElseThrow()
        .threshold();
  }

  private static LayerPlan plan(int bits, double weightThreshold, double activationThreshold) {
    return new LayerPlan(bits, 8, weightThreshold, activationThreshold);
  }

  @Test
  void outputsBehindAReluAreUnsignedLogitsAreSignedAndWide() {
    Network network = NetworkImporter.of(SmallNetworks.convolutional(1));
    ImageSet images = new NoiseImages(network.input(), 4, false, 1);
    QuantisedNetwork quantised = quantise(network, images, QuantisationPlan.uniform(network, 8, 8));
    assertEquals(NumberFormat.unsigned(8), quantised.input());
    assertEquals(
        List.of(
            NumberFormat.unsigned(8),
            NumberFormat.unsigned(8),
            NumberFormat.unsigned(8),
            NumberFormat.signed(16)),
        quantised.layers().stream().map(QuantisedLayer::output).toList());
  }

  @Test
  void quantisingAgainWithItsOwnScalesChangesNothing() {
    Network network = NetworkImporter.of(SmallNetworks.everything(1));
    ImageSet images = new NoiseImages(network.input(), 4, false, 1);
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 8);
    QuantisedNetwork once = quantise(network, images, plan);
    Map<String, Double> scales = new java.util.HashMap<>();
    once.layers().forEach(layer -> scales.put(layer.layer().name(), layer.outputScale()));
    QuantisedNetwork twice =
        Quantiser.quantise(network, new ActivationScales(false, once.inputScale(), scales), plan);
    for (int i = 0; i < once.layers().size(); i++) {
      assertEquals(once.layers().get(i).requantisation(), twice.layers().get(i).requantisation());
    }
  }

  @Test
  void aChannelOfTinyWeightsDoesNotWidenTheAccumulator() {
    Random random = new Random(1);
    float[] weights = SmallNetworks.normal(random, 4, 1);
    weights[0] = 1e-20f;
    weights[1] = 1e-21f;
    QuantisedLayer layer = single(weights, 3.0f, plan(8, 0, 0));
    Requantisation requantisation = layer.requantisation().orElseThrow();
    assertTrue(Math.abs(requantisation.biases().get(0)) < 1L << 24);
    assertEquals(12, requantisation.apply(0, 0)); // 3.0 in units of 0.25.
    assertFalse(requantisation.multipliers().contains(0));
  }
}
