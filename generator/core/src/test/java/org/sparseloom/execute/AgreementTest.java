package org.sparseloom.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.testing.Problems.assertProblem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sparseloom.data.ImageSet;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Shape;
import org.sparseloom.testing.BranchedNetworks;
import org.sparseloom.testing.NoiseImages;

class AgreementTest {
  @Test
  void widerIntegersComeNearerToTheFloatMap() {
    OnnxModel model = BranchedNetworks.encoderDecoder(7);
    Network network = NetworkImporter.of(model);
    ImageSet images = new NoiseImages(network.input(), 40, true, 3);
    double before = Double.MAX_VALUE;
    for (int bits : List.of(6, 8, 12)) {
      QuantisationPlan plan = QuantisationPlan.uniform(network, bits, bits).withInputBits(bits);
      QuantisedNetwork quantised =
          Quantiser.quantise(
              network, Calibration.measure(network, images, 2).scales(network, plan), plan);
      assertFalse(Agreement.hasClasses(quantised));
      Agreement agreement = Agreement.of(model, quantised, images, 2);
      assertTrue(agreement.meanDifference() < before / 2, bits + " bits: " + agreement);
      assertTrue(agreement.meanDifference() < agreement.largestDifference());
      assertEquals(Optional.empty(), agreement.sameSide());
      before = agreement.meanDifference();
    }
    assertTrue(before < 0.01, "mean difference " + before);
  }

  /** The mask is the image itself, of one channel: values 0, 0.1 and so on, units of 0.25. */
  @Test
  void sidesOfAMaskAreCounted() {
    OnnxModel model =
        new OnnxBuilder("mask")
            .input("x", 1, 1, 4)
            .floats("w", new float[] {1}, 1, 1, 1, 1)
            .node("Conv", "c", List.of("x", "w"))
            .node("Relu", "y", List.of("c"))
            .output("y", 1, 1, 4)
            .model();
    Network network = NetworkImporter.of(model);
    QuantisedNetwork quantised =
        Quantiser.quantise(
            network,
            new ActivationScales(false, 0.25, Map.of("c", 0.25)),
            QuantisationPlan.uniform(network, 8, 8));
    ImageSet images = new FixedImages(new float[] {0, 0.1f, 0.6f, 0.8f});
    Agreement agreement = Agreement.of(model, quantised, images, 1);
    // 0, 0, 0.5, 0.75: differences 0, 0.1, 0.1, 0.05; 0.6 falls to the other side.
    assertEquals(0.25 / 4, agreement.meanDifference(), 1e-3);
    assertEquals(0.1, agreement.largestDifference(), 1e-3);
    assertEquals(0.8, agreement.largestValue(), 1e-6);
    assertEquals(Optional.of(0.75), agreement.sameSide());
  }

  @Test
  void accuracyOfAMapIsRefused() {
    Network network = NetworkImporter.of(BranchedNetworks.encoderDecoder(7));
    ImageSet images = new NoiseImages(network.input(), 2, true, 3);
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 8);
    QuantisedNetwork quantised =
        Quantiser.quantise(
            network, Calibration.measure(network, images, 1).scales(network, plan), plan);
    assertProblem(
        ExitCode.USAGE,
        "network unet must give classes to measure accuracy, but gives a map of 1x16x24",
        () -> Accuracy.quantised(quantised, images, 1));
  }

  /** One image. */
  private record FixedImages(float[] values) implements ImageSet {
    @Override
    public String description() {
      return "fixed";
    }

    @Override
    public Shape shape() {
      return new Shape(1, 1, values.length);
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public float[] input(int index) {
      return values.clone();
    }

    @Override
    public OptionalInt label(int index) {
      return OptionalInt.empty();
    }

    @Override
    public OptionalDouble exactStep() {
      return OptionalDouble.empty();
    }
  }
}
