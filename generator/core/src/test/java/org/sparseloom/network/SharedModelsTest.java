package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxReader;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.onnx.OnnxValue;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.quantise.Quantiser;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.testing.NoiseImages;
import org.sparseloom.testing.SharedModels;

/** Published networks, as far as they are at hand. */
class SharedModelsTest {

  /** Parameters and MACs as published beside the files. */
  @ParameterizedTest
  @CsvSource({
    "resnet8_cifar10.onnx, 77706, 12501632",
    "resnet20_cifar10.onnx, 271690, 40813184",
    "mobilenetv1_025_128.onnx, 467336, 13570048",
    "mobilenetv2_100_224.onnx, 3487816, 300774272",
    "mobilenetv3_large_minimalistic_100_224.onnx, 3912088, 209136704",
    "mobilenetv3_small_100_224.onnx, 2536800, 56510400",
    // The bias of its transposed convolution counts for each of four phases.
    "selfie_segmentation_256.onnx, 106404, 59215744",
    "resnet50_pruned_224.onnx.gz, 25530472, 3857973248"
  })
  void isImportedWhole(String file, long parameters, long macs) {
    NetworkSummary summary = NetworkSummary.of(NetworkImporter.read(SharedModels.file(file)));
    assertEquals(parameters, summary.parameters());
    assertEquals(macs, summary.macs());
  }

  /** Bounds are shares of the largest logit, a few times what is seen. */
  @ParameterizedTest
  @ValueSource(
      strings = {"resnet8_cifar10.onnx", "resnet20_cifar10.onnx", "mobilenetv1_025_128.onnx"})
  void logitsOf16BitsAreThoseOfOnnxRuntime(String file) {
    OnnxModel model = OnnxReader.read(SharedModels.file(file));
    Network network = NetworkImporter.of(model);
    ImageSet images = new NoiseImages(network.input(), 4, true, 6);
    QuantisationPlan plan = QuantisationPlan.uniform(network, 16, 16).withInputBits(16);
    QuantisedNetwork quantised =
        Quantiser.quantise(
            network, Calibration.measure(network, images, 1).scales(network, plan), plan);
    FastExecutor executor = new FastExecutor(quantised);
    double scale = quantised.layers().get(quantised.layers().size() - 1).outputScale();
    for (int image = 0; image < images.size(); image++) {
      float[] expected = logits(model, images, image);
      List<Tensor> outputs = executor.run(executor.image(images, image));
      int[] got = outputs.get(outputs.size() - 1).values();
      double largest = 0;
      double error = 0;
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
        error = Math.max(error, Math.abs(expected[i] - got[i] * scale));
      }
      assertTrue(error <= 0.002 * largest, error / largest + " of the largest logit");
    }
  }

  private static float[] logits(OnnxModel model, ImageSet images, int image) {
    Map<String, OnnxSession.Values> inputs = new HashMap<>();
    OnnxValue input = model.graph().inputs().get(0);
    inputs.put(input.name(), ImageBatches.values(images, image, 1, input.dimensions()));
    try (OnnxSession session = new OnnxSession(model.bytes(), 1)) {
      return session.run(inputs).get(model.graph().outputs().get(0)).values();
    }
  }
}
