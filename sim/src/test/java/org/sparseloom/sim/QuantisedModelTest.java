package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparseloom.data.Normalisation;
import org.sparseloom.flow.NetworksFlow;
import org.sparseloom.json.JsonFields;
import org.sparseloom.networks.KnownNetwork;
import org.sparseloom.networks.NetworkRun;
import org.sparseloom.networks.NetworkRuns;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.progress.Progress;

/** A model with QuantizeLinear and DequantizeLinear, from ONNX to Verilog with the file's scales. */
class QuantisedModelTest {
  private static final int SIDE = 12;
  private static final int IMAGES = 8;
  private static final int SIGNED = DataType.INT8_VALUE;
  private static final int UNSIGNED = DataType.UINT8_VALUE;

  private final Random random = new Random(3);
  private final OnnxBuilder model =
      new OnnxBuilder("qdq").opset(14).input("x", 1, SIDE, SIDE);

  @Test
  void itsRtlIsBitExact() throws IOException {
    Path folder = Files.createDirectories(SimulationBench.TARGET.resolve("quantised-model"));
    writeModel(folder.resolve("qdq.onnx"));
    writeImages(folder.resolve("noise-images-idx3-ubyte"));
    KnownNetwork network =
        new KnownNetwork(
            "qdq.onnx",
            "noise-images-idx3-ubyte",
            new Normalisation(List.of(0.0), List.of(255.0)),
            "Z7045",
            2000);
    Path output = folder.resolve("designs");
    Files.deleteIfExists(output.resolve(NetworkRuns.FILE));
    NetworkRun run =
        new NetworksFlow(Progress.silent(), finished -> {})
            .run(new NetworksFlow.Request(folder, folder, List.of(network), 4, output))
            .get(0);
    assertTrue(run.finished() && run.bitExact(), run.toString());
    Path design = output.resolve("qdq").resolve("design.json");
    JsonFields fields = JsonFields.parse(Files.readString(design), "design.json");
    assertEquals((double) (1f / 255), fields.number("inputScale", 0, 1));
    List<Double> scales =
        fields.objects("layers").stream()
            .filter(layer -> !layer.text("kind").equals("maxPooling")) // It keeps its input's.
            .map(layer -> layer.number("activationScale", 0, 1))
            .toList();
    List<Float> given = List.of(0.02f, 0.02f, 0.04f, 0.04f, 0.04f, 0.02f, 0.1f);
    assertEquals(given.stream().map(Float::doubleValue).toList(), scales);
  }

  /** Residual block with a depthwise convolution, maximum pooling, HardSwish, mean, classes. */
  private void writeModel(Path file) throws IOException {
    model.rounded("x", 1f / 255, 0, UNSIGNED);
    weights("w1", 0.01f, 8, 1, 3, 3);
    model.node("Conv", "c1", List.of("x_rounded", "w1"), integers("pads", 1, 1, 1, 1));
    model.node("Relu", "r1", List.of("c1")).rounded("r1", 0.02f, 0, UNSIGNED);
    weights("w2", 0.01f, 8, 1, 3, 3);
    model.node(
        "Conv", "c2", List.of("r1_rounded", "w2"),
        integers("pads", 1, 1, 1, 1), integer("group", 8));
    model.rounded("c2", 0.02f, -128, SIGNED);
    weights("w3", 0.02f, 8, 8, 1, 1);
    model.node("Conv", "c3", List.of("c2_rounded", "w3")).rounded("c3", 0.04f, 128, UNSIGNED);
    model.node("Add", "s", List.of("c3_rounded", "r1_rounded")).rounded("s", 0.04f, 0, SIGNED);
    model.node(
        "MaxPool", "p", List.of("s_rounded"),
        integers("kernel_shape", 2, 2), integers("strides", 2, 2));
    model.node("HardSwish", "h", List.of("p")).rounded("h", 0.04f, 0, SIGNED);
    model.node("GlobalAveragePool", "g", List.of("h_rounded")).rounded("g", 0.02f, 0, SIGNED);
    weights("w4", 0.03f, 10, 8, 1, 1);
    model.node("Conv", "c4", List.of("g_rounded", "w4")).rounded("c4", 0.1f, 0, SIGNED);
    model.node("Flatten", "y", List.of("c4_rounded")).output("y", 10);
    Files.write(file, model.model().bytes());
  }

  /** Adds int8 weights with a scale per output. */
  private void weights(String name, float step, int... dimensions) {
    int count = 1;
    for (int dimension : dimensions) {
      count *= dimension;
    }
    float[] scales = new float[dimensions[0]];
    for (int output = 0; output < scales.length; output++) {
      scales[output] = step * (0.5f + random.nextFloat());
    }
    long[] extents = new long[dimensions.length];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = dimensions[i];
    }
    int[] values = random.ints(count, -128, 128).toArray();
    model.integers(name + "_q", SIGNED, values, extents).floats(name + "_s", scales, scales.length);
    model.node("DequantizeLinear", name, List.of(name + "_q", name + "_s"), integer("axis", 0));
  }

  private void writeImages(Path file) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + IMAGES * SIDE * SIDE);
    images.putInt(0x803).putInt(IMAGES).putInt(SIDE).putInt(SIDE);
    for (int i = 0; i < IMAGES * SIDE * SIDE; i++) {
      images.put((byte) random.nextInt(256));
    }
    Files.write(file, images.array());
  }
}
