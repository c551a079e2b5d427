package org.sparseloom.testing;

import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.onnx.OnnxBuilder.text;

import java.util.List;
import java.util.Random;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;

/** Random ONNX networks, small enough to look into, that use what the import supports. */
public final class SmallNetworks {
  private SmallNetworks() {}

  /** Returns normal random values times a deviation. */
  public static float[] normal(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** Returns random values in low..high. */
  public static float[] between(Random random, int count, double low, double high) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (low + random.nextDouble() * (high - low));
    }
    return values;
  }

  /**
   * Input x 2x9x10. Rectangular 3x2 convolution with stride 2x1 and uneven pads, BatchNorm, ReLU,
   * maximum pooling, 1x1 convolution, maximum pooling with the ReLU behind it, SAME_UPPER
   * convolution, average pooling, flattening, Gemm, ReLU, MatMul + Add to 5 classes, Softmax.
   */
  public static OnnxModel everything(long seed) {
    Random random = new Random(seed);
    OnnxBuilder model = new OnnxBuilder("everything").input("x", 2, 9, 10);
    model.floats("w1", normal(random, 6 * 2 * 6, 0.3), 6, 2, 3, 2);
    model.named(
        "/conv1/Conv",
        "Conv",
        "c1",
        List.of("x", "w1"),
        integers("strides", 2, 1),
        integers("pads", 1, 0, 0, 1));
    model.floats("scale", between(random, 6, 0.5, 2), 6).floats("shift", normal(random, 6, 0.2), 6);
    model
        .floats("mean", normal(random, 6, 0.2), 6)
        .floats("variance", between(random, 6, 0.3, 2), 6);
    model.node("BatchNormalization", "b1", List.of("c1", "scale", "shift", "mean", "variance"));
    model.node("Relu", "r1", List.of("b1"));
    model.node(
        "MaxPool",
        "p1",
        List.of("r1"),
        integers("kernel_shape", 2, 2),
        integers("strides", 1, 2),
        integers("pads", 0, 0, 1, 0));
    model
        .floats("w2", normal(random, 8 * 6, 0.4), 8, 6, 1, 1)
        .floats("v2", normal(random, 8, 0.1), 8);
    model.node("Conv", "c2", List.of("p1", "w2", "v2"));
    model.node("MaxPool", "p2", List.of("c2"), integers("kernel_shape", 2, 1));
    model.node("Relu", "r2", List.of("p2"));
    model.floats("w3", normal(random, 4 * 8 * 9, 0.2), 4, 8, 3, 3);
    model.floats("v3", normal(random, 4, 0.1), 4);
    model.node(
        "Conv",
        "c3",
        List.of("r2", "w3", "v3"),
        text("auto_pad", "SAME_UPPER"),
        integers("kernel_shape", 3, 3));
    model.node(
        "AveragePool",
        "a3",
        List.of("c3"),
        integers("kernel_shape", 2, 2),
        integers("strides", 2, 2),
        integers("pads", 0, 0, 0, 1),
        integer("count_include_pad", 1));
    model.longs("flat", 1, -1).node("Reshape", "f", List.of("a3", "flat"));
    model.floats("w4", normal(random, 7 * 12, 0.3), 7, 12).floats("v4", normal(random, 7, 0.1), 7);
    model.node("Gemm", "g4", List.of("f", "w4", "v4"), integer("transB", 1));
    model.node("Relu", "r4", List.of("g4")).node("Dropout", "d4", List.of("r4"));
    model.floats("w5", normal(random, 7 * 5, 0.3), 7, 5).floats("v5", normal(random, 5, 0.1), 5);
    model.node("MatMul", "m5", List.of("d4", "w5")).node("Add", "s5", List.of("m5", "v5"));
    return model.node("Softmax", "y", List.of("s5")).output("y", 5).model();
  }

  /**
   * Input x 3x8x8, batch fixed at 1 nowhere: two 3x3 convolutions with ReLU (the second of stride
   * 2), global average pooling and a Gemm to 4 classes.
   */
  public static OnnxModel convolutional(long seed) {
    Random random = new Random(seed);
    OnnxBuilder model = new OnnxBuilder("convolutional").input("x", 3, 8, 8);
    model
        .floats("w1", normal(random, 8 * 27, 0.3), 8, 3, 3, 3)
        .floats("v1", normal(random, 8, 0.1), 8);
    model.node("Conv", "conv1", List.of("x", "w1", "v1"), integers("pads", 1, 1, 1, 1));
    model.node("Relu", "r1", List.of("conv1"));
    model
        .floats("w2", normal(random, 6 * 72, 0.2), 6, 8, 3, 3)
        .floats("v2", normal(random, 6, 0.1), 6);
    model.node(
        "Conv",
        "conv2",
        List.of("r1", "w2", "v2"),
        integers("pads", 1, 1, 1, 1),
        integers("strides", 2, 2));
    model.node("Relu", "r2", List.of("conv2")).node("GlobalAveragePool", "pool", List.of("r2"));
    model.node("Flatten", "f", List.of("pool"));
    model.floats("w3", normal(random, 6 * 4, 0.5), 6, 4).floats("v3", normal(random, 4, 0.1), 4);
    return model.node("Gemm", "fc", List.of("f", "w3", "v3")).output("fc", 4).model();
  }

  /** Input x 2x6x5: a 3x3 convolution with signed outputs, global maximum pooling, a Gemm. */
  public static OnnxModel largest(long seed) {
    Random random = new Random(seed);
    OnnxBuilder model = new OnnxBuilder("largest").input("x", 2, 6, 5);
    model
        .floats("w1", normal(random, 6 * 18, 0.3), 6, 2, 3, 3)
        .floats("v1", normal(random, 6, 0.1), 6);
    model.node("Conv", "c1", List.of("x", "w1", "v1"), integers("pads", 1, 1, 1, 1));
    model.node("GlobalMaxPool", "pool", List.of("c1")).node("Flatten", "f", List.of("pool"));
    model.floats("w2", normal(random, 6 * 4, 0.5), 6, 4).floats("v2", normal(random, 4, 0.1), 4);
    return model.node("Gemm", "fc", List.of("f", "w2", "v2")).output("fc", 4).model();
  }
}
