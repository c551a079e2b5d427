package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.data.ImageSet;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.search.folding.FoldingOptions;
import org.sparseloom.search.folding.FoldingOptions.Effort;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.sparsity.Thresholds;
import org.sparseloom.testing.NoiseImages;
import org.sparseloom.testing.SmallNetworks;

/** Thresholds become zero pairs of the integer network, and zero pairs become speed. */
class DeviceFoldingTest {
  private static final Network NETWORK = NetworkImporter.of(SmallNetworks.convolutional(4));
  private static final ImageSet IMAGES = new NoiseImages(NETWORK.input(), 4, true, 4);

  /** So few that multipliers, not streams, set the pace. */
  private static final double DSP = 24;

  @Test
  void morePruningGivesMoreZeroPairsAndFewerCycles() {
    DeviceFolding folding = folding(1);
    FoldingOutcome plain = folding.evaluate(thresholds(0, 0));
    FoldingOutcome weights = folding.evaluate(thresholds(0.15, 0));
    FoldingOutcome both = folding.evaluate(thresholds(0.15, 1.5));
    assertTrue(plain.pairSparsity() < weights.pairSparsity() - 0.05, plain + " " + weights);
    assertTrue(weights.pairSparsity() < both.pairSparsity() - 0.03, weights + " " + both);
    assertTrue(plain.cyclesPerImage() > both.cyclesPerImage(), plain + " " + both);
    assertTrue(plain.dsp() > 0 && plain.dsp() <= DSP, plain.toString());
  }

  @Test
  void theSameThresholdsGiveTheSameOutcomeOnAnyThreads() {
    DeviceFolding folding = folding(2);
    FoldingOutcome first = folding.evaluate(thresholds(0.2, 0.3));
    folding.evaluate(thresholds(0.1, 0.9));
    assertEquals(first, folding.evaluate(thresholds(0.2, 0.3)));
    assertEquals(first, folding(1).evaluate(thresholds(0.2, 0.3)));
  }

  @Test
  void aTrialsPlanKeepsTheWidths() {
    QuantisationPlan plan = folding(1).plan(Map.of("conv1", new Thresholds(0.25, 0.5)));
    assertEquals(0.25, plan.of("conv1").weightThreshold());
    assertEquals(0.5, plan.of("conv1").activationThreshold());
    assertEquals(6, plan.of("conv1").weightBits());
    assertEquals(0, plan.of("conv2").weightThreshold());
  }

  private static Map<String, Thresholds> thresholds(double weight, double activation) {
    Map<String, Thresholds> thresholds = new HashMap<>();
    thresholds.put("conv1", new Thresholds(weight, activation));
    thresholds.put("conv2", new Thresholds(weight, activation));
    thresholds.put("fc", new Thresholds(weight, 0));
    return thresholds;
  }

  private static DeviceFolding folding(int threads) {
    Device device = Devices.named("Z7010");
    QuantisationPlan plan = QuantisationPlan.uniform(NETWORK, 6, 8);
    Resources limits = device.budget();
    Resources budget =
        new Resources(DSP, limits.lut(), limits.ff(), limits.bram36(), limits.uram());
    ActivationScales scales = Calibration.measure(NETWORK, IMAGES, 1).scales(NETWORK, plan);
    return new DeviceFolding(
        NETWORK,
        scales,
        plan,
        IMAGES,
        new DeviceFolding.Sample(8, 1),
        ResourceModel.standard(device.family()),
        FoldingOptions.fastestOn(device).withBudget(budget).withEffort(Effort.QUICK),
        threads);
  }
}
