package org.sparseloom.testing;

import static org.sparseloom.onnx.OnnxBuilder.integer;
import static org.sparseloom.onnx.OnnxBuilder.integers;
import static org.sparseloom.onnx.OnnxBuilder.text;
import static org.sparseloom.testing.SmallNetworks.between;
import static org.sparseloom.testing.SmallNetworks.normal;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Random;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.onnx.OnnxModel;

/** Random ONNX networks with the graphs that real ones have, small enough to look into. */
public final class BranchedNetworks {
  private final Random random;
  private final OnnxBuilder model;

  private BranchedNetworks(String name, long seed) {
    random = new Random(seed);
    model = new OnnxBuilder(name);
  }

  /** Returns all of them. */
  public static List<OnnxModel> all(long seed) {
    return List.of(
        residual(seed), separable(seed), tensorFlow(seed), gated(seed), encoderDecoder(seed));
  }

  /**
   * Input x 3x8x8 to 5 classes, two residual blocks: in the first the shortcut is the tensor itself
   * (through an Identity), in the second a 1x1 convolution of stride 2; ReLUs behind the additions,
   * ReduceMean for the pooling.
   */
  public static OnnxModel residual(long seed) {
    BranchedNetworks net = new BranchedNetworks("residual", seed);
    net.model.input("x", 3, 8, 8);
    net.convolution("c1", "x", 6, 3, 3, 1, 1).model.node("Relu", "r1", List.of("c1"));
    net.convolution("c2", "r1", 6, 6, 3, 1, 1).batchNorm("b2", "c2", 6);
    net.model.node("Identity", "i1", List.of("r1")).node("Add", "s1", List.of("b2", "i1"));
    net.model.node("Relu", "r2", List.of("s1"));
    net.convolution("c3", "r2", 8, 6, 3, 2, 1).convolution("short", "r2", 8, 6, 1, 2, 1);
    net.model.node("Add", "s2", List.of("short", "c3")).node("Relu", "r3", List.of("s2"));
    net.model.node(
        "ReduceMean", "mean", List.of("r3"), integers("axes", -1, 2), integer("keepdims", 0));
    return net.classes("y", "mean", 8, 5);
  }

  /**
   * Input x 2x9x7 to 4 classes: depthwise convolutions with BatchNorm and Clip to 0..6, one of them
   * 5x3 of uneven stride; 1x1 convolutions whose weights are products of constants; a convolution
   * in two groups; a sum of signed maps without activation.
   */
  public static OnnxModel separable(long seed) {
    BranchedNetworks net = new BranchedNetworks("separable", seed);
    net.model.input("x", 2, 9, 7);
    net.model.floats("zero", new float[] {0}).floats("six", new float[] {6});
    net.convolution("c1", "x", 6, 2, 3, 1, 1).clip("r1", "c1");
    net.model.floats("w2", normal(net.random, 6 * 15, 0.9), 6, 1, 5, 3);
    net.model.node(
        "Conv",
        "c2",
        List.of("r1", "w2"),
        integer("group", 6),
        integers("strides", 2, 1),
        integers("pads", 2, 0, 1, 1));
    net.batchNorm("b2", "c2", 6).clip("r2", "b2");
    net.model.floats("u3", normal(net.random, 4 * 6, 0.4), 4, 6, 1, 1);
    net.model.floats("f3", between(net.random, 4, 0.5, 2), 4, 1, 1, 1);
    net.model.node("Mul", "w3", List.of("u3", "f3")).node("Conv", "c3", List.of("r2", "w3"));
    net.convolution("c4", "c3", 4, 1, 3, 1, 4).batchNorm("b4", "c4", 4);
    net.model.node("Add", "s4", List.of("c3", "b4"));
    net.convolution("c5", "s4", 8, 2, 3, 1, 2).model.node("Relu", "r5", List.of("c5"));
    net.model.node("GlobalAveragePool", "pool", List.of("r5"));
    net.model.longs("axes", 2, 3).node("Squeeze", "flat", List.of("pool", "axes"));
    return net.classes("y", "flat", 8, 4);
  }

  /**
   * Input x 8x6x3, channels last, to 3 classes: Transpose, a Pad of rows and columns before a
   * convolution of stride 2, Clip from 0 upwards, Transposes that undo each other, a Pad before
   * average pooling, Transpose and Reshape before MatMul and Add.
   */
  public static OnnxModel tensorFlow(long seed) {
    BranchedNetworks net = new BranchedNetworks("tensorflow", seed);
    net.model.input("x", 8, 6, 3);
    net.model.node("Transpose", "first", List.of("x"), integers("perm", 0, 3, 1, 2));
    net.model.longs("pads1", 0, 0, 0, 0, 0, 0, 1, 1);
    net.model.node("Pad", "p1", List.of("first", "pads1"));
    net.model.floats("w1", normal(net.random, 5 * 27, 0.3), 5, 3, 3, 3);
    net.model.node("Conv", "c1", List.of("p1", "w1"), integers("strides", 2, 2));
    net.model.floats("zero", new float[] {0}).node("Clip", "r1", List.of("c1", "zero"));
    net.model.node("Transpose", "last1", List.of("r1"), integers("perm", 0, 2, 3, 1));
    net.model.node("Transpose", "first2", List.of("last1"), integers("perm", 0, 3, 1, 2));
    net.convolution("c2", "first2", 4, 5, 3, 1, 1);
    net.model.longs("pads2", 0, 0, 0, 1, 0, 0, 0, 0);
    net.model.node("Pad", "p2", List.of("c2", "pads2"));
    net.model.node(
        "AveragePool",
        "a2",
        List.of("p2"),
        integers("kernel_shape", 2, 2),
        integers("strides", 2, 2));
    net.model.node("Transpose", "last2", List.of("a2"), integers("perm", 0, 2, 3, 1));
    net.model.longs("flat", 1, 16).node("Reshape", "f", List.of("last2", "flat"));
    net.model.floats("w3", normal(net.random, 16 * 3, 0.4), 16, 3);
    net.model.floats("v3", normal(net.random, 3, 0.1), 3);
    net.model.node("MatMul", "m3", List.of("f", "w3")).node("Add", "y", List.of("m3", "v3"));
    return net.model.output("y", 3).model();
  }

  /**
   * Input x 2x8x6 to 3 classes: a HardSwish of single operators, squeeze-and-excitation with its gate
   * as the Mul's first factor and reshaped to a pixel, a Swish, a product of two feature maps with a
   * ReLU behind it, a HardSigmoid that Keras writes.
   */
  public static OnnxModel gated(long seed) {
    BranchedNetworks net = new BranchedNetworks("gated", seed);
    net.model.input("x", 2, 8, 6);
    for (String number : List.of("0", "1", "3", "6", "0.2", "0.5")) {
      net.model.floats("n" + number, new float[] {Float.parseFloat(number)});
    }
    net.convolution("c1", "x", 6, 2, 3, 1, 1).model.node("Add", "p1", List.of("c1", "n3"));
    net.model.node("Clip", "l1", List.of("p1", "n0", "n6"));
    net.model.node("Mul", "m1", List.of("c1", "l1")).node("Div", "h1", List.of("m1", "n6"));
    net.model.node("GlobalAveragePool", "g2", List.of("h1"));
    net.convolution("c2", "g2", 4, 6, 1, 1, 1).model.node("Relu", "r2", List.of("c2"));
    net.convolution("c3", "r2", 6, 4, 1, 1, 1).model.node("HardSigmoid", "s3", List.of("c3"));
    net.model.longs("flat", 0, 6).longs("pixel", 0, 6, 1, 1);
    net.model.node("Reshape", "f3", List.of("s3", "flat"));
    net.model.node("Reshape", "e3", List.of("f3", "pixel"));
    net.model.node("Mul", "m3", List.of("e3", "h1"));
    net.convolution("c4", "m3", 5, 6, 1, 1, 1).model.node("Sigmoid", "s4", List.of("c4"));
    net.model.node("Mul", "w4", List.of("s4", "c4"));
    net.convolution("c5", "w4", 5, 5, 3, 1, 1).model.node("Mul", "m5", List.of("w4", "c5"));
    net.model.node("Relu", "r5", List.of("m5"));
    net.convolution("c6", "r5", 5, 5, 3, 2, 1).model.node("Mul", "k6", List.of("c6", "n0.2"));
    net.model.node("Add", "a6", List.of("n0.5", "k6"));
    net.model.node("Clip", "h6", List.of("a6", "n0", "n1"));
    net.model.node("GlobalAveragePool", "g6", List.of("h6")).node("Flatten", "f6", List.of("g6"));
    return net.classes("y", "f6", 5, 3);
  }

  /**
   * Input x 3x8x12 to a map of 1x16x24, in the manner of a U-Net: a transposed convolution with
   * BatchNorm and ReLU, its skip joined by Concat, a convolution in groups; then a bilinear Resize,
   * its skip joined by Add; Split and Concat in another order; at last a DepthToSpace in CRD order.
   */
  public static OnnxModel encoderDecoder(long seed) {
    BranchedNetworks net = new BranchedNetworks("unet", seed);
    net.model.input("x", 3, 8, 12);
    net.convolution("e1", "x", 6, 3, 3, 1, 1).model.node("Relu", "f1", List.of("e1"));
    net.model.node(
        "MaxPool", "p1", List.of("f1"), integers("kernel_shape", 2, 2), integers("strides", 2, 2));
    net.convolution("e2", "p1", 8, 6, 3, 1, 1).model.node("Relu", "f2", List.of("e2"));
    net.convolution("e3", "f2", 10, 8, 3, 2, 1).model.node("Relu", "f3", List.of("e3"));
    net.model.floats("w4", normal(net.random, 10 * 4 * 9, 0.3), 10, 4, 3, 3);
    net.model.node(
        "ConvTranspose", "t4", List.of("f3", "w4"), integers("strides", 2, 2),
        integers("pads", 1, 1, 1, 1), integers("output_padding", 1, 1));
    net.batchNorm("b4", "t4", 4).model.node("Relu", "f4", List.of("b4"));
    net.model.node("Concat", "k4", List.of("f4", "f2"), integer("axis", 1));
    net.convolution("c5", "k4", 8, 6, 3, 1, 2).model.node("Relu", "f5", List.of("c5"));
    net.model.longs("sizes", 1, 8, 8, 12);
    net.model.node("Resize", "u6", List.of("f5", "", "", "sizes"), text("mode", "linear"));
    net.convolution("c6", "u6", 6, 8, 1, 1, 1).model.node("Add", "s6", List.of("f1", "c6"));
    net.model.longs("zero", 0).longs("two", 2).longs("six", 6).longs("axis", 1);
    net.model.node("Slice", "front", List.of("s6", "zero", "two", "axis"));
    net.model.node("Slice", "back", List.of("s6", "two", "six", "axis"));
    net.model.node("Concat", "k7", List.of("back", "front"), integer("axis", 1));
    net.convolution("c7", "k7", 4, 6, 3, 1, 1);
    net.model.node(
        "DepthToSpace", "y", List.of("c7"), integer("blocksize", 2), text("mode", "CRD"));
    return net.model.output("y", 1, 16, 24).model();
  }

  /** Adds a square convolution with bias whose pads keep the size at stride 1. */
  private BranchedNetworks convolution(
      String name, String from, int outputs, int channelsPerGroup, int kernel, int stride,
      int groups) {
    int pairs = channelsPerGroup * kernel * kernel;
    model
        .floats(
            name + "_w",
            normal(random, outputs * pairs, 1.2 / Math.sqrt(pairs)),
            outputs, channelsPerGroup, kernel, kernel)
        .floats(name + "_v", normal(random, outputs, 0.1), outputs);
    int pad = kernel / 2;
    AttributeProto[] attributes = {
      integer("group", groups),
      integers("strides", stride, stride),
      integers("pads", pad, pad, pad, pad)
    };
    model.node("Conv", name, List.of(from, name + "_w", name + "_v"), attributes);
    return this;
  }

  private BranchedNetworks batchNorm(String name, String from, int channels) {
    model
        .floats(name + "_scale", between(random, channels, 0.5, 2), channels)
        .floats(name + "_shift", normal(random, channels, 0.2), channels)
        .floats(name + "_mean", normal(random, channels, 0.2), channels)
        .floats(name + "_variance", between(random, channels, 0.3, 2), channels);
    model.node(
        "BatchNormalization",
        name,
        List.of(from, name + "_scale", name + "_shift", name + "_mean", name + "_variance"));
    return this;
  }

  private BranchedNetworks clip(String name, String from) {
    model.node("Clip", name, List.of(from, "zero", "six"));
    return this;
  }

  private OnnxModel classes(String name, String from, int inputs, int classes) {
    model
        .floats(name + "_w", normal(random, classes * inputs, 0.5), classes, inputs)
        .floats(name + "_v", normal(random, classes, 0.1), classes);
    model.node(
        "Gemm", name, List.of(from, name + "_w", name + "_v"), integer("transB", 1));
    return model.output(name, classes).model();
  }
}
