package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.real;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.onnx.OnnxBuilder;

class FoldBatchNormTest {

  /**
   * Scale 6, 10; shift 1, 2; mean 3, 4; variance 3, 24 and epsilon 1: factors 6/2 = 3 and 10/5 = 2.
   */
  private static OnnxBuilder norm(OnnxBuilder model, String input) {
    return model
        .floats("scale", new float[] {6, 10}, 2)
        .floats("shift", new float[] {1, 2}, 2)
        .floats("mean", new float[] {3, 4}, 2)
        .floats("variance", new float[] {3, 24}, 2)
        .node(
            "BatchNormalization",
            "n",
            List.of(input, "scale", "shift", "mean", "variance"),
            real("epsilon", 1))
        .output("n");
  }

  private static void assertFolded(OnnxBuilder model, float[] weights, float[] biases) {
    Network network = NetworkImporter.of(model.model());
    assertEquals(1, network.nodes().size());
    FloatKernel kernel = network.parameters().get("c");
    assertArrayEquals(weights, kernel.weights(), 1e-6f);
    assertArrayEquals(biases, kernel.biases(), 1e-6f);
    assertEquals("n", kernel.outputTensor());
  }

  @Test
  void scalesEveryFilterOfAConvolution() {
    OnnxBuilder model =
        new OnnxBuilder("net")
            .input("x", 2, 4, 4)
            .floats("w", new float[] {1, 2, 3, 4}, 2, 2, 1, 1)
            .floats("b", new float[] {5, 6}, 2)
            .node("Conv", "c", List.of("x", "w", "b"));
    // Biases: 3 (5 - 3) + 1 and 2 (6 - 4) + 2.
    assertFolded(norm(model, "c"), new float[] {3, 6, 6, 8}, new float[] {7, 6});
  }

  @Test
  void withoutBiasOnlyMeanAndShiftRemain() {
    OnnxBuilder model =
        new OnnxBuilder("net")
            .input("x", 2, 4, 4)
            .floats("w", new float[] {1, 2, 3, 4}, 2, 2, 1, 1)
            .node("Conv", "c", List.of("x", "w"));
    assertFolded(norm(model, "c"), new float[] {3, 6, 6, 8}, new float[] {-8, -6});
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void scalesTheColumnsOfAGemm(int transposed) {
    float[] outputsFirst = {1, 2, 3, 4, 5, 6};
    float[] inputsFirst = {1, 4, 2, 5, 3, 6};
    OnnxBuilder model =
        new OnnxBuilder("net")
            .input("x", 3)
            .floats(
                "w",
                transposed == 1 ? outputsFirst : inputsFirst,
                transposed == 1 ? 2 : 3,
                transposed == 1 ? 3 : 2)
            .floats("b", new float[] {5, 6}, 2)
            .node(
                "Gemm",
                "c",
                List.of("x", "w", "b"),
                integer("transB", transposed),
                real("beta", 2));
    // Biases: 3 (2*5 - 3) + 1 and 2 (2*6 - 4) + 2.
    assertFolded(norm(model, "c"), new float[] {3, 6, 9, 8, 10, 12}, new float[] {22, 18});
  }
}
