package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.problem.ExitCode;

/** A file that is no model, or a model that no accelerator can be made of. */
class BadModelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "search", "generate"})
  void aMissingFile(String command) {
    String model = folder.resolve("nope.onnx").toString();
    Outcome.of(command, model)
        .refused(ExitCode.USAGE, "model " + model + " must be an ONNX file", "no such file");
  }

  @Test
  void aFolder() {
    Outcome.of("inspect", folder.toString()).refused(ExitCode.USAGE, "but it is a folder");
  }

  @Test
  void aText() throws IOException {
    refusedAsNoModel(Files.writeString(folder.resolve("text.onnx"), "hello"), 5);
  }

  @Test
  void anEmptyFile() throws IOException {
    refusedAsNoModel(Files.createFile(folder.resolve("empty.onnx")), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 4000, 7000})
  void aModelThatWasCutOff(int bytes) throws IOException {
    byte[] whole = Files.readAllBytes(SmallInputs.TINY);
    Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, bytes));
    refusedAsNoModel(cut, bytes);
  }

  private static void refusedAsNoModel(Path model, int bytes) {
    Outcome.of("inspect", model.toString())
        .refused(
            ExitCode.USAGE,
            "model " + model + " (" + bytes + " bytes) must be an ONNX file, but it is not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "search", "generate"})
  void unsupportedNodesAreListedAllAtOnce(String command) throws IOException {
    OnnxBuilder model = new OnnxBuilder("odd").input("x", 1, 28, 28);
    model.floats("w", new float[9], 1, 1, 3, 3).named("first", "Conv", "a", List.of("x", "w"));
    model.named("curve", "Erf", "b", List.of("a"));
    model.named("twist", "Transpose", "c", List.of("b"));
    model.named("bend", "Softplus", "d", List.of("c")).output("d", 1, 26, 26);
    Path file = SmallInputs.save(model.model(), folder.resolve("odd.onnx"));
    Outcome outcome = Outcome.of(command, file.toString(), "--data", "random:4");
    if (command.equals("inspect")) {
      outcome = Outcome.of(command, file.toString());
    }
    outcome.refused(
        ExitCode.MODEL_NOT_SUPPORTED,
        "network odd cannot be imported (3 problems):",
        "node 'curve', operator Erf: the operator is not supported",
        "node 'twist', operator Transpose: it must turn the input to channels first",
        "node 'bend', operator Softplus: the operator is not supported");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aWeightThatIsNoNumber(float value) throws IOException {
    float[] weights = new float[9];
    weights[5] = value;
    OnnxBuilder model = new OnnxBuilder("diverged").input("x", 1, 28, 28);
    model.floats("conv1.weight", weights, 1, 1, 3, 3);
    model.node("Conv", "y", List.of("x", "conv1.weight")).output("y", 1, 26, 26);
    Path file = SmallInputs.save(model.model(), folder.resolve("diverged.onnx"));
    Outcome.of("inspect", file.toString())
        .refused(
            ExitCode.MODEL_NOT_SUPPORTED,
            "tensor 'conv1.weight' holds " + (double) value + " at index 5",
            "must be finite",
            "Maybe the training diverged");
  }

  @Test
  void nothingIsWrittenForABadModel() throws IOException {
    Path output = folder.resolve("out");
    Outcome.of("generate", folder.resolve("no.onnx").toString(), "-o", output.toString())
        .refused(ExitCode.USAGE);
    assertTrue(Files.notExists(output));
    assertEquals(0, folder.toFile().list().length);
  }
}
