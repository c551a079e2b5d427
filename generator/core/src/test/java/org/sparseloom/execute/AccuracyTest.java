package org.sparseloom.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sparseloom.testing.Problems.assertProblem;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.data.ImageSet;
import org.sparseloom.data.ImageSets;
import org.sparseloom.data.Normalisation;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxReader;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.testing.NoiseImages;
import org.sparseloom.testing.SmallNetworks;

class AccuracyTest {
  private static final int THREADS = 2;

  @Test
  void wideIntegersAgreeWithFloat() {
    OnnxModel model = SmallNetworks.convolutional(9);
    Network network = NetworkImporter.of(model);
    ImageSet images = new NoiseImages(network.input(), 300, true, 9);
    QuantisationPlan plan = QuantisationPlan.uniform(network, 16, 16).withInputBits(16);
    QuantisedNetwork quantised =
        Quantiser.quantise(
            network, Calibration.measure(network, images, THREADS).scales(network, plan), plan);
    Accuracy expected = Accuracy.floating(model, images, THREADS);
    Accuracy got = Accuracy.quantised(quantised, images, THREADS);
    assertEquals(300, got.images());
    assertEquals(expected.correct(), got.correct(), 1);
    assertTrue(expected.correct() > 30 && expected.correct() < 270, "a guess proves nothing");
  }

  @Test
  void theFirstOfEqualOutputsCounts() {
    assertEquals(1, Accuracy.largest(new int[] {-5, 7, 3, 7}));
  }

  @Test
  void unlabelledImagesAreRefused() {
    OnnxModel model = SmallNetworks.convolutional(9);
    Network network = NetworkImporter.of(model);
    ImageSet images = ImageSets.open("random:4", network.input(), Normalisation.UNIT);
    assertProblem(
        ExitCode.USAGE,
        "data random:4 must have labels to measure accuracy",
        () -> Accuracy.floating(model, images, 1));
  }

  /**
   * The shipped networks, where the test images are installed: 8 bits lose at most half a point.
   */
  @ParameterizedTest
  @ValueSource(strings = {"fashion-cnn", "fashion-mlp", "fashion-tiny"})
  void eightBitsKeepTheAccuracyOfShippedNetworks(String name) {
    Path file = Path.of("../../models", name + ".onnx");
    assumeTrue(Files.isRegularFile(file));
    assumeTrue(Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")));
    OnnxModel model = OnnxReader.read(file);
    Network network = NetworkImporter.of(model);
    ImageSet training =
        ImageSets.open("fashion-mnist:train[0:1000]", network.input(), Normalisation.UNIT);
    ImageSet test =
        ImageSets.open("fashion-mnist:test[0:2000]", network.input(), Normalisation.UNIT);
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 8);
    Calibration calibration = Calibration.measure(network, training, THREADS);
    QuantisedNetwork quantised =
        Quantiser.quantise(network, calibration.scales(network, plan), plan);
    assertEquals(1.0 / 255, quantised.inputScale(), 0);
    double floating = Accuracy.floating(model, test, THREADS).share();
    assertEquals(floating, Accuracy.quantised(quantised, test, THREADS).share(), 0.005);
  }
}
