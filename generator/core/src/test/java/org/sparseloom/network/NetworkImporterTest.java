package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxRewriter;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.tensor.Shape;
import org.sparseloom.testing.SmallNetworks;

class NetworkImporterTest {

  @Test
  void foldsEverythingIntoAChainOfLayers() {
    Network network = NetworkImporter.of(SmallNetworks.everything(1));
    assertEquals(
        List.of("conv1_Conv", "p1", "c2", "p2", "c3", "a3", "g4", "m5"),
        network.layers().stream().map(layer -> layer.name()).toList());
    assertEquals(new Shape(2, 9, 10), network.input());
    assertEquals(List.of("conv1_Conv"), network.nodes().get(1).inputs());
    assertEquals(List.of(Network.INPUT), network.nodes().get(0).inputs());
    Convolution first = (Convolution) network.layers().get(0);
    assertEquals("3x2 stride 2x1 pad 1,0,0,1", first.window().toString());
    assertEquals(Activation.RELU, first.activation());
    assertEquals(new Shape(12, 1, 1), network.layers().get(6).inputShape());
  }

  @Test
  void namesTheTensorBehindTheReluWhereThresholdsAttach() {
    Network network = NetworkImporter.of(SmallNetworks.everything(1));
    assertEquals("r1", network.parameters().get("conv1_Conv").outputTensor());
    assertEquals("r2", network.parameters().get("c2").outputTensor());
    assertEquals("c3", network.parameters().get("c3").outputTensor());
    assertEquals("s5", network.parameters().get("m5").outputTensor());
  }

  @Test
  void tellsWhatItChanged() {
    assertEquals(
        List.of(
            "Softmax 'y' at the end is dropped: the outputs are logits.",
            "1 BatchNormalization folded into the weights before them."),
        NetworkImporter.of(SmallNetworks.everything(1)).notes());
  }

  @Test
  void theImportedNetworkWrittenBackComputesTheSameLogits() {
    OnnxModel original = SmallNetworks.everything(2);
    OnnxModel folded = NetworkExporter.write(NetworkImporter.of(original));
    byte[] watched = new OnnxRewriter(original).addOutput("s5").makeBatchDynamic().toBytes();
    float[] images = SmallNetworks.normal(new Random(3), 4 * 2 * 9 * 10, 1);
    long[] dimensions = {4, 2, 9, 10};
    float[] expected = run(watched, "x", dimensions, images).get("s5").values();
    float[] got = run(folded.bytes(), Network.INPUT, dimensions, images).get("output").values();
    assertEquals(4 * 5, expected.length);
    assertArrayEquals(expected, got, 1e-5f);
  }

  private static Map<String, OnnxSession.Values> run(
      byte[] model, String input, long[] dimensions, float[] values) {
    try (OnnxSession session = new OnnxSession(model, 1)) {
      return session.run(Map.of(input, new OnnxSession.Values(dimensions, values)));
    }
  }
}
