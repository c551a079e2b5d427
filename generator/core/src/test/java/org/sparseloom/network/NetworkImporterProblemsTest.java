package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.testing.Problems.assertNotSupported;
import static org.sparseloom.testing.Problems.assertProblem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** What the user is told about networks that cannot be imported. */
class NetworkImporterProblemsTest {
  private static OnnxBuilder start() {
    return new OnnxBuilder("net")
        .input("x", 2, 6, 6)
        .floats("w", new float[2 * 2 * 9], 2, 2, 3, 3)
        .floats("v", new float[] {1, 2}, 2);
  }

  @Test
  void missingFile() {
    assertProblem(
        ExitCode.USAGE,
        "model no/such.onnx must be an ONNX file, but there is no such file",
        () -> NetworkImporter.read(Path.of("no/such.onnx")));
  }

  @Test
  void notOnnx(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("text.onnx");
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1");
    assertProblem(
        ExitCode.USAGE,
        "model " + file + " (42 bytes) must be an ONNX file, but it is not",
        () -> NetworkImporter.read(file));
  }

  @Test
  void emptyFile(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("empty.onnx"));
    assertProblem(
        ExitCode.USAGE,
        "model " + file + " (0 bytes) must be an ONNX file, but it is not",
        () -> NetworkImporter.read(file));
  }

  @Test
  void readsWhatWasWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("some-net.onnx");
    OnnxBuilder model = start().node("Conv", "c", List.of("x", "w")).output("c");
    Files.write(file, model.model().bytes());
    assertEquals("some-net", NetworkImporter.read(file).name());
  }

  @Test
  void weightsThatAreNotNumbers() {
    OnnxBuilder model = start().floats("bad", new float[] {1, 2, Float.NaN, 4}, 4);
    model.node("Conv", "c", List.of("x", "w")).output("c");
    assertProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "tensor 'bad' holds NaN at index 2, but every weight must be finite",
        () -> NetworkImporter.of(model.model()));
  }

  @Test
  void infiniteWeights() {
    OnnxBuilder model = start().floats("bad", new float[] {Float.NEGATIVE_INFINITY}, 1);
    model.node("Conv", "c", List.of("x", "w")).output("c");
    assertProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "tensor 'bad' holds -Infinity at index 0, but every weight must be finite",
        () -> NetworkImporter.of(model.model()));
  }

  @Test
  void everythingAtOnce() {
    assertNotSupported(
        "(3 problems):\n"
            + "  node 'h', operator Elu: the operator is not supported\n"
            + "  node 'dilated', operator Conv: dilations ([2, 2]) must be 1\n"
            + "  node 's', operator Tanh: the operator is not supported",
        start()
            .node("Elu", "h", List.of("x"))
            .node("Conv", "dilated", List.of("h", "w"), integers("dilations", 2, 2))
            .node("Tanh", "s", List.of("dilated"))
            .output("s"));
  }

  @Test
  void addOfTwoShapes() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'sum', operator Add: its inputs (2x6x6 and 2x1x1) must have equal shapes",
        start()
            .node("GlobalAveragePool", "g", List.of("x"))
            .node("Add", "sum", List.of("x", "g"))
            .output("sum"));
  }

  @Test
  void addOfAConstant() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'sum', operator Add: a constant may only be added right behind a MatMul, a"
            + " vector of biases",
        start()
            .floats("three", new float[] {3})
            .node("Add", "sum", List.of("x", "three"))
            .output("sum"));
  }

  @Test
  void reluWithoutWeightsBeforeIt() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'r', operator Relu: a Relu must follow a Conv, Gemm, MatMul, Add or Mul, directly"
            + " or behind a MaxPool",
        start().node("Relu", "r", List.of("x")).node("Conv", "c", List.of("r", "w")).output("c"));
  }

  @Test
  void batchNormalizationWithoutWeightsBeforeIt() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'b', operator BatchNormalization: a BatchNormalization with constants must"
            + " directly follow a Conv, Gemm or MatMul",
        start()
            .node("BatchNormalization", "b", List.of("x", "v", "v", "v", "v"))
            .node("Conv", "c", List.of("b", "w"))
            .output("c"));
  }

  @Test
  void averageThatLeavesPaddingOut() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'a', operator AveragePool: count_include_pad (0) must be 1 where there is"
            + " padding",
        start()
            .node(
                "AveragePool",
                "a",
                List.of("x"),
                integers("kernel_shape", 2, 2),
                integers("pads", 1, 1, 0, 0))
            .output("a"));
  }

  @Test
  void ceilModeThatChangesTheSize() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'p', operator MaxPool: its output is 2x3x3, but 2x2x2 without ceil_mode,"
            + " which must change nothing",
        start()
            .node(
                "MaxPool",
                "p",
                List.of("x"),
                integers("kernel_shape", 3, 3),
                integers("strides", 2, 2),
                integer("ceil_mode", 1))
            .output("p"));
  }

  @Test
  void reshapeThatDoesMoreThanFlatten() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'r', operator Reshape: it must turn a feature map into a vector and nothing"
            + " else",
        start()
            .longs("shape", 0, 2, 9, 4)
            .node("Reshape", "r", List.of("x", "shape"))
            .node("Conv", "c", List.of("r", "w"))
            .output("c"));
  }

  @Test
  void weightsThatAreComputed() {
    assertNotSupported(
        "(2 problems):\n"
            + "  node 'n', operator Neg: the operator is not supported\n"
            + "  node 'c', operator Conv: its weights and bias must be float constants",
        start().node("Neg", "n", List.of("x")).node("Conv", "c", List.of("x", "n")).output("c"));
  }

  @Test
  void activationBehindABranch() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'r', operator Relu: what it reads must have no other reader, but is read by"
            + " 'r', 's'",
        start()
            .node("Conv", "c", List.of("x", "w"), integers("pads", 1, 1, 1, 1))
            .node("Relu", "r", List.of("c"))
            .node("Add", "s", List.of("c", "r"))
            .output("s"));
  }

  @Test
  void clipToOtherLimits() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'r', operator Clip: a Clip must have constant limits, 0 and 6 or 0 and none",
        start()
            .floats("least", new float[] {-1})
            .node("Conv", "c", List.of("x", "w"))
            .node("Clip", "r", List.of("c", "least"))
            .output("r"));
  }

  @Test
  void padThatIsNotZero() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'p', operator Pad: it must pad rows and columns with zeros for a Conv, or an"
            + " AveragePool that counts them",
        start()
            .longs("pads", 0, 0, 1, 1, 0, 0, 1, 1)
            .floats("one", new float[] {1})
            .node("Pad", "p", List.of("x", "pads", "one"))
            .node("Conv", "c", List.of("p", "w"))
            .output("c"));
  }

  @Test
  void meanOverChannels() {
    assertNotSupported(
        "(1 problem):\n"
            + "  node 'm', operator ReduceMean: axes ([1]) must be rows and columns, [2, 3]",
        start().node("ReduceMean", "m", List.of("x"), integers("axes", 1)).output("m"));
  }

  @Test
  void twoInputs() {
    assertNotSupported(
        "(1 problem):\n  it has 2 inputs and 1 outputs, but must have one of each",
        start().input("z", 2, 6, 6).node("Conv", "c", List.of("x", "w")).output("c"));
  }

  @Test
  void inputOfUnknownSize() {
    assertNotSupported(
        "(1 problem):\n"
            + "  its input 'x' ([0, 2, 0, 6], 0 = unknown) must be batch x channels x height x"
            + " width or batch x features, fixed but for the batch",
        new OnnxBuilder("net")
            .input("x", 2, 0, 6)
            .floats("w", new float[36], 2, 2, 3, 3)
            .node("Conv", "c", List.of("x", "w"))
            .output("c"));
  }

  @Test
  void modelThatOnnxRuntimeRefuses() {
    OnnxBuilder model =
        start()
            .floats("wrong", new float[27], 1, 3, 3, 3)
            .node("Conv", "c", List.of("x", "wrong"))
            .output("c");
    UserProblem problem = assertThrows(UserProblem.class, () -> NetworkImporter.of(model.model()));
    assertEquals(ExitCode.MODEL_NOT_SUPPORTED, problem.exitCode());
    assertTrue(
        problem.getMessage().startsWith("ONNX Runtime must be able to run the model, but says: "));
  }
}
