package org.sparseloom.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.testing.BranchedNetworks;
import org.sparseloom.testing.NoiseImages;

class MixedWidthsTest {
  private final Network network = NetworkImporter.of(BranchedNetworks.gated(5));
  private final NoiseImages images = new NoiseImages(network.input(), 4, true, 6);
  private final Calibration calibration = Calibration.measure(network, images, 1);
  private final QuantisationPlan narrow =
      QuantisationPlan.uniform(network, 12, 6).withInputBits(12);

  @Test
  void nothingIsWidenedThatIsGoodEnough() {
    assertEquals(narrow, MixedWidths.of(network, calibration, images, narrow, -100));
  }

  @Test
  void layersGetWhatTheOutputsNeed() {
    int decibels = 0;
    QuantisationPlan some = narrow;
    while (bits(some) == bits(narrow)) {
      decibels += 10;
      some = MixedWidths.of(network, calibration, images, narrow, decibels);
    }
    QuantisationPlan more = MixedWidths.of(network, calibration, images, narrow, decibels + 12);
    assertTrue(bits(more) > bits(some), bits(more) + " bits");
    for (Layer layer : network.layers()) {
      int least = narrow.of(layer.name()).activationBits();
      int given = some.of(layer.name()).activationBits();
      assertTrue(given >= least && given <= Math.max(least, 12), layer.name() + " " + given);
      assertTrue(more.of(layer.name()).activationBits() >= given, layer.name());
    }
    assertTrue(error(more) < error(narrow), error(more) + " of " + error(narrow));
  }

  private int bits(QuantisationPlan plan) {
    return network.layers().stream()
        .mapToInt(layer -> plan.of(layer.name()).activationBits())
        .sum();
  }

  /** Returns the mean squared difference of the logits from those of 16 bits. */
  private double error(QuantisationPlan plan) {
    QuantisationPlan fine = QuantisationPlan.uniform(network, 12, 16).withInputBits(16);
    double sum = 0;
    for (int image = 0; image < images.size(); image++) {
      double[] right = logits(fine, image);
      double[] other = logits(plan, image);
      for (int i = 0; i < right.length; i++) {
        sum += (right[i] - other[i]) * (right[i] - other[i]);
      }
    }
    return sum;
  }

  private double[] logits(QuantisationPlan plan, int image) {
    QuantisedNetwork quantised =
        Quantiser.quantise(network, calibration.scales(network, plan), plan);
    FastExecutor executor = new FastExecutor(quantised);
    List<Tensor> outputs = executor.run(executor.image(images, image));
    int[] values = outputs.get(outputs.size() - 1).values();
    double scale = quantised.layers().get(outputs.size() - 1).outputScale();
    double[] logits = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      logits[i] = values[i] * scale;
    }
    return logits;
  }
}
