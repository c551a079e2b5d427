package org.sparseloom.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sparseloom.testing.Problems.assertProblem;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.testing.BranchedNetworks;
import org.sparseloom.testing.SmallNetworks;

/** What the user is told about illegal widths, thresholds and scales. */
class PlanTest {
  @Test
  void bitsOutOfRange() {
    assertProblem(ExitCode.USAGE, "weightBits (3) must be 4..16", () -> new LayerPlan(3, 8, 0, 0));
    assertProblem(
        ExitCode.USAGE, "activationBits (17) must be 4..16", () -> new LayerPlan(8, 17, 0, 0));
    assertProblem(
        ExitCode.USAGE, "inputBits (1) must be 4..16", () -> new QuantisationPlan(1, Map.of()));
  }

  /** Sums before a function are rounded more finely than what it gives, and its gains' inputs. */
  @Test
  void layersThatOthersAreMadeOfValueByValueHaveMoreBits() {
    Network network = NetworkImporter.of(BranchedNetworks.gated(1));
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 7);
    assertEquals(11, plan.of("c1").activationBits());
    assertEquals(7, plan.of("c2").activationBits());
    assertEquals(16, QuantisationPlan.uniform(network, 8, 14).of("c1").activationBits());
    Network gains = NetworkImporter.of(gains());
    assertEquals(16, QuantisationPlan.uniform(gains, 8, 8).of("first").activationBits());
    assertEquals(8, QuantisationPlan.uniform(gains, 8, 8).of("gain").activationBits());
  }

  /** A convolution, a 1x1 depthwise one and a 3x3 depthwise one. */
  private static OnnxModel gains() {
    OnnxBuilder model = new OnnxBuilder("gains").input("x", 2, 4, 4);
    model.floats("w1", new float[4], 2, 2, 1, 1).floats("w2", new float[2], 2, 1, 1, 1);
    model.floats("w3", new float[18], 2, 1, 3, 3);
    model.node("Conv", "first", List.of("x", "w1"));
    model.node("Conv", "gain", List.of("first", "w2"), OnnxBuilder.integer("group", 2));
    model.node("Conv", "last", List.of("gain", "w3"), OnnxBuilder.integer("group", 2));
    return model.output("last", 2, 2, 2).model();
  }

  @Test
  void thresholdsOutOfRange() {
    assertProblem(
        ExitCode.USAGE,
        "weightThreshold (-0.1) must be 0 or a positive number",
        () -> new LayerPlan(8, 8, -0.1, 0));
    assertProblem(
        ExitCode.USAGE,
        "activationThreshold (NaN) must be 0 or a positive number",
        () -> new LayerPlan(8, 8, 0, Double.NaN));
  }

  @Test
  void scalesThatAreNotPositive() {
    assertProblem(
        ExitCode.USAGE,
        "activationScale of layer conv1 (0.0) must be a positive number",
        () -> new ActivationScales(false, 1, Map.of("conv1", 0.0)));
  }

  @Test
  void aLayerWithoutPlanOrScale() {
    Network network = NetworkImporter.of(SmallNetworks.convolutional(1));
    ActivationScales none = new ActivationScales(false, 1, Map.of());
    assertProblem(
        ExitCode.USAGE,
        "layer conv1 must have its bits and thresholds, but they are missing",
        () -> Quantiser.quantise(network, none, new QuantisationPlan(8, Map.of())));
    assertProblem(
        ExitCode.USAGE,
        "layer conv1 must have an activationScale, but it is missing",
        () -> Quantiser.quantise(network, none, QuantisationPlan.uniform(network, 8, 8)));
  }

  @Test
  void sumsThatNoAccumulatorShouldHold() {
    Network network = NetworkImporter.of(SmallNetworks.convolutional(1));
    ActivationScales fine =
        new ActivationScales(
            false, 1e-12, Map.of("conv1", 1e-12, "conv2", 1.0, "pool", 1.0, "fc", 1.0));
    assertProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "layer conv1 with 16-bit weights and 8-bit inputs must have sums of at most 46 bits,"
            + " but its largest bias is 6042439137332246 units",
        () -> Quantiser.quantise(network, fine, QuantisationPlan.uniform(network, 16, 16)));
  }
}
