package org.sparseloom.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxRewriterTest {

  /** y = Reshape(x, 1 x 4) * w with the batch fixed at 1, as many exporters write it. */
  private static OnnxModel fixedBatch() {
    OnnxModel free =
        new OnnxBuilder("net")
            .input("x", 1, 2, 2)
            .longs("shape", 1, 4)
            .node("Reshape", "flat", List.of("x", "shape"))
            .floats("w", new float[] {1, 2, 3, -4}, 4)
            .node("Mul", "y", List.of("flat", "w"))
            .output("y", 4)
            .model();
    ModelProto.Builder fixed = free.proto().toBuilder();
    fixed.getGraphBuilder().getInputBuilderList().forEach(OnnxRewriterTest::fix);
    fixed.getGraphBuilder().getOutputBuilderList().forEach(OnnxRewriterTest::fix);
    return new OnnxModel("net", fixed.build());
  }

  private static void fix(ai.onnx.proto.OnnxMl.ValueInfoProto.Builder value) {
    value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0).setDimValue(1);
  }

  private static Map<String, OnnxSession.Values> run(
      byte[] model, Map<String, OnnxSession.Values> inputs) {
    try (OnnxSession session = new OnnxSession(model, 1)) {
      return session.run(inputs);
    }
  }

  @Test
  void aFixedBatchBecomesFreeThroughReshapes() {
    float[] values = {1, 1, 1, 1, 10, 10, 10, 10};
    OnnxSession.Values two = new OnnxSession.Values(new long[] {2, 1, 2, 2}, values);
    byte[] freed = new OnnxRewriter(fixedBatch()).makeBatchDynamic().toBytes();
    OnnxSession.Values y = run(freed, Map.of("x", two)).get("y");
    assertArrayEquals(new float[] {1, 2, 3, -4, 10, 20, 30, -40}, y.values());
    assertArrayEquals(new long[] {2, 4}, y.dimensions());
    assertEquals(4, y.perImage());
  }

  @Test
  void aThresholdFromAnInputIsInsertedBehindATensor() {
    OnnxRewriter rewriter = new OnnxRewriter(fixedBatch()).addInput("tau").addConstant("zero", 0);
    for (String tensor : List.of("w", "flat")) {
      String raw = rewriter.intercept(tensor);
      rewriter
          .addNode("Abs", List.of(raw), List.of(raw + "_magnitude"))
          .addNode("Less", List.of(raw + "_magnitude", "tau"), List.of(raw + "_small"))
          .addNode("Where", List.of(raw + "_small", "zero", raw), List.of(tensor));
    }
    byte[] changed = rewriter.addOutput("flat").makeBatchDynamic().toBytes();
    Map<String, OnnxSession.Values> inputs =
        Map.of(
            "x", new OnnxSession.Values(new long[] {1, 1, 2, 2}, new float[] {5, 5, 1, -5}),
            "tau", new OnnxSession.Values(new long[] {}, new float[] {3}));
    Map<String, OnnxSession.Values> outputs = run(changed, inputs);
    assertArrayEquals(new float[] {5, 5, 0, -5}, outputs.get("flat").values());
    assertArrayEquals(new float[] {0, 0, 0, 20}, outputs.get("y").values());
  }

  @Test
  void anUnknownTensorIsAMistakeOfTheCaller() {
    OnnxRewriter rewriter = new OnnxRewriter(fixedBatch());
    assertThrows(IllegalArgumentException.class, () -> rewriter.intercept("nothing"));
  }
}
