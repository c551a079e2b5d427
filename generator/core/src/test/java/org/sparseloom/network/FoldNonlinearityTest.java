package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparseloom.data.ImageBatches;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.layer.NonlinearFunction;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxRewriter;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.onnx.OnnxValue;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.testing.NoiseImages;

/** The ways in which exporters write gates; what is imported computes what the file does. */
class FoldNonlinearityTest {
  /** Nodes from c to y, "operator output input input" each; numbers are constants. */
  private record Spelling(String nodes, NonlinearFunction function, double slope) {}

  static Stream<Spelling> spellings() {
    double sixth = 1.0 / 6;
    NonlinearFunction swish = NonlinearFunction.HARD_SWISH;
    NonlinearFunction sigmoid = NonlinearFunction.HARD_SIGMOID;
    return Stream.of(
        new Spelling("Add a c 3; Clip b a 0 6; Mul d c b; Div y d 6", swish, sixth),
        new Spelling("Add a 3 c; Clip b a 0 6; Div d b 6; Mul y d c", swish, sixth),
        new Spelling("Add a c 3; Clip b a 0 6; Mul d b .16666667; Mul y c d", swish, sixth),
        new Spelling("Add a c 3; Clip b a 0 6; Mul d c .16666667; Mul y d b", swish, sixth),
        new Spelling("HardSigmoid h c; Mul y c h", swish, 0.2f),
        new Spelling("Sigmoid h c; Mul y h c", NonlinearFunction.SWISH, 1),
        new Spelling("Sigmoid y c", NonlinearFunction.SIGMOID, 1),
        new Spelling("HardSigmoid y c", sigmoid, 0.2f),
        new Spelling("Add a c 3; Clip b a 0 6; Div y b 6", sigmoid, sixth),
        new Spelling("Mul a c .2; Add b a .5; Clip y b 0 1", sigmoid, 0.2f),
        new Spelling("Sub a c -3; Clip b a 0 6; Mul y .16666667 b", sigmoid, sixth),
        new Spelling("HardSwish y c", swish, sixth));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void isOneLayerThatComputesTheSame(Spelling spelling) {
    OnnxModel model = model(spelling.nodes());
    Network network = NetworkImporter.of(model);
    assertEquals(2, network.nodes().size(), spelling.nodes());
    Nonlinearity layer = (Nonlinearity) network.layers().get(1);
    assertEquals(spelling.function(), layer.function());
    assertEquals(spelling.slope(), layer.slope(), 1e-7);
    NoiseImages images = new NoiseImages(network.input(), 1, true, 6);
    float[] sums = run(model, "c", images);
    float[] expected = run(model, "y", images);
    float[] written = run(NetworkExporter.write(network), "output", images);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], layer.value(sums[i]), 1e-5, "of " + sums[i]);
      assertEquals(expected[i], written[i], 1e-5, "of " + sums[i]);
    }
  }

  @Test
  void aGateThatSomethingElseReadsStaysAlone() {
    Network network = NetworkImporter.of(model("Sigmoid h c; Mul d c h; Add y d h"));
    assertEquals(
        List.of("c", "h", "d", "y"),
        network.layers().stream().map(layer -> layer.name()).toList());
  }

  @Test
  void anyOtherConstantFactorIsRefusedByName() {
    UserProblem problem =
        assertThrows(UserProblem.class, () -> NetworkImporter.of(model("Mul y c 2")));
    assertTrue(
        problem.getMessage().contains(
            "node 'y', operator Mul: a constant may only be multiplied inside a HardSwish"),
        problem.getMessage());
  }

  @Test
  void aRampThatDoesNotEndAtOneIsRefusedByName() {
    UserProblem problem =
        assertThrows(
            UserProblem.class,
            () -> NetworkImporter.of(model("Add a c 3; Clip b a 0 6; Div y b 5")));
    assertTrue(problem.getMessage().contains("node 'a', operator Add"), problem.getMessage());
    assertTrue(problem.getMessage().contains("node 'y', operator Div"), problem.getMessage());
  }

  private static OnnxModel model(String nodes) {
    OnnxBuilder model = new OnnxBuilder("net").input("x", 2, 4, 5);
    float[] weights = {3, 1, -2, 4, 2.5f, -3};
    model.floats("w", weights, 3, 2, 1, 1).node("Conv", "c", List.of("x", "w"));
    for (String node : nodes.split("; ")) {
      List<String> words = List.of(node.split(" "));
      List<String> inputs = words.subList(2, words.size());
      for (String input : inputs) {
        if (input.matches("[-.0-9]+")) {
          model.floats(input, new float[] {Float.parseFloat(input)});
        }
      }
      model.node(words.get(0), words.get(1), inputs);
    }
    // HardSwish came with opset 14.
    return model.output("y", 3, 4, 5).opset(14).model();
  }

  private static float[] run(OnnxModel model, String output, NoiseImages images) {
    OnnxValue input = model.graph().inputs().get(0);
    byte[] bytes = new OnnxRewriter(model).addOutput(output).toBytes();
    try (OnnxSession session = new OnnxSession(bytes, 1)) {
      return session
          .run(Map.of(input.name(), ImageBatches.values(images, 0, 1, input.dimensions())))
          .get(output)
          .values();
    }
  }
}
