package org.sparseloom.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnnxWriterTest {

  private NDManager manager;

  @BeforeEach
  void loadPyTorchWithoutNetwork() {
    System.setProperty("ai.djl.offline", "true");
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void freeArrays() {
    manager.close();
  }

  @Test
  void onnxRuntimeComputesWhatPyTorchComputes() throws OrtException {
    IdxImages images = randomImages(3);
    for (Network network : Networks.all()) {
      SequentialBlock block = randomBlock(network);
      NDArray input = manager.create(images.values(0, 3), new Shape(3, 1, 28, 28));
      float[] expected =
          block
              .forward(new ParameterStore(manager, false), new NDList(input), false)
              .singletonOrThrow()
              .toFloatArray();
      new OnnxAccuracy(1)
          .run(
              OnnxWriter.model(network, block),
              images,
              (outputs, first, count) ->
                  assertArrayEquals(expected, outputs[0], 1e-4f, network.name()));
    }
  }

  @Test
  void pruningHalfOfALayerLeavesTheOtherHalf() {
    ModelProto model =
        OnnxWriter.model(Networks.fashionTiny(), randomBlock(Networks.fashionTiny()));
    ModelProto pruned = new SparsityCheck(model).withPrunedWeights(List.of("conv2"), 0.5);
    assertEquals(16 * 8 * 9 / 2, zeros(pruned, "conv2.weight"));
    assertEquals(0, zeros(pruned, "conv1.weight"));
  }

  private SequentialBlock randomBlock(Network network) {
    SequentialBlock block = network.block();
    // Batch normalisation gets a mean other than 0 and a variance other than 1.
    block.setInitializer(new NormalInitializer(0.2f), Parameter.Type.WEIGHT);
    block.setInitializer(new NormalInitializer(0.2f), Parameter.Type.BIAS);
    block.setInitializer(new NormalInitializer(0.2f), Parameter.Type.RUNNING_MEAN);
    block.setInitializer(
        (arrays, shape, type) -> arrays.randomUniform(0.5f, 2, shape), Parameter.Type.RUNNING_VAR);
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 28, 28));
    return block;
  }

  private static IdxImages randomImages(int count) {
    byte[] pixels = new byte[count * 28 * 28];
    new Random(1).nextBytes(pixels);
    return new IdxImages(pixels, new byte[count], 28, 28);
  }

  private static long zeros(ModelProto model, String weight) {
    float[] values =
        model.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getName().equals(weight))
            .map(tensor -> RawFloats.decode(tensor.getRawData()))
            .findFirst()
            .orElseThrow();
    long zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }
}
