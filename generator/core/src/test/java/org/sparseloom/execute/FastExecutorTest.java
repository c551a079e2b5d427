package org.sparseloom.execute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparseloom.data.ImageSet;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.LayerPlan;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.testing.NoiseImages;
import org.sparseloom.testing.SmallNetworks;

class FastExecutorTest {

  @ParameterizedTest(name = "{0}-bit weights, {1}-bit activations, tau_w {2}, tau_a {3}")
  @CsvSource({"8, 8, 0, 0", "4, 4, 0, 0", "16, 16, 0, 0", "5, 11, 0.1, 0.2", "8, 8, 100, 0"})
  void givesEveryValueOfTheReference(
      int weightBits, int activationBits, double weightThreshold, double activationThreshold) {
    for (OnnxModel model :
        List.of(
            SmallNetworks.everything(5),
            SmallNetworks.convolutional(5),
            SmallNetworks.largest(5))) {
      Network network = NetworkImporter.of(model);
      ImageSet images = new NoiseImages(network.input(), 6, true, 7);
      QuantisationPlan plan = QuantisationPlan.uniform(network, weightBits, activationBits);
      for (Map.Entry<String, LayerPlan> layer : plan.layers().entrySet()) {
        plan =
            plan.with(
                layer.getKey(),
                layer.getValue().withThresholds(weightThreshold, activationThreshold));
      }
      QuantisedNetwork quantised =
          Quantiser.quantise(
              network, Calibration.measure(network, images, 1).scales(network, plan), plan);
      assertFastIsSlow(quantised, images);
    }
  }

  private static void assertFastIsSlow(QuantisedNetwork network, ImageSet images) {
    FastExecutor fast = new FastExecutor(network);
    Map<Integer, List<Tensor>> results = new ConcurrentHashMap<>();
    fast.forEach(images, 2, results::put);
    assertEquals(images.size(), results.size());
    results.forEach(
        (index, outputs) -> {
          List<Tensor> expected = NetworkExecutor.run(network, fast.image(images, index));
          for (int layer = 0; layer < expected.size(); layer++) {
            assertEquals(expected.get(layer).shape(), outputs.get(layer).shape());
            assertArrayEquals(expected.get(layer).values(), outputs.get(layer).values());
          }
          boolean something = Arrays.stream(expected.get(0).values()).anyMatch(value -> value != 0);
          assertTrue(something, "a network of zeros proves nothing");
        });
  }
}
