package org.sparseloom.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxTensor;

/**
 * Scales and zero points of a QuantizeLinear or DequantizeLinear: real = scale x (integer - zero
 * point).
 *
 * @param integers ONNX's type of the integers
 * @param scales one, or one per element of a dimension
 * @param zeroPoints as many
 * @param givenAxis that dimension, from behind if negative
 */
record QuantisationParameters(
    NumberFormat integers, double[] scales, long[] zeroPoints, int givenAxis) {
  /** Widest stream or weight. */
  private static final int MOST_BITS = 16;

  /** Returns those of a node, or nothing after having told the reason. */
  static Optional<QuantisationParameters> of(
      OnnxGraph graph, OnnxNode node, Consumer<String> refuse) {
    Optional<OnnxTensor> scales = graph.constant(node, 1);
    Optional<OnnxTensor> zeros = graph.constant(node, 2);
    if (scales.isEmpty() || (node.input(2).isPresent() && zeros.isEmpty())) {
      refuse.accept("its scale and zero point must be constants, and integers of 8, 16 or 32 bits");
      return Optional.empty();
    }
    double[] values = scales.get().values();
    if (!Arrays.stream(values).allMatch(scale -> scale > 0 && Double.isFinite(scale))) {
      refuse.accept("its scales (" + Arrays.toString(values) + ") must be positive");
      return Optional.empty();
    }
    Optional<NumberFormat> integers =
        zeros.isPresent() ? zeros.get().integers() : withoutZeroPoint(graph, node);
    if (integers.isEmpty() || node.integer("block_size", 0) != 0) {
      refuse.accept("its integers must have 8, 16 or 32 bits and a scale for all or per channel");
      return Optional.empty();
    }
    long[] points = new long[values.length];
    for (int i = 0; i < points.length && zeros.isPresent(); i++) {
      double[] given = zeros.get().values();
      points[i] = (long) given[given.length == 1 ? 0 : i];
    }
    return Optional.of(
        new QuantisationParameters(
            integers.get(), values, points, (int) node.integer("axis", 1)));
  }

  /** Without a zero point it is 0: of a constant's type, of output_dtype, else of uint8. */
  private static Optional<NumberFormat> withoutZeroPoint(OnnxGraph graph, OnnxNode node) {
    Optional<OnnxTensor> constant = graph.constant(node, 0);
    if (constant.isPresent() && constant.get().integers().isPresent()) {
      return constant.get().integers();
    }
    OnnxNode stating =
        graph.producer(node.inputs().get(0))
            .filter(before -> before.operator().equals("QuantizeLinear"))
            .orElse(node);
    int type = (int) stating.integer("output_dtype", 0);
    return type == 0 ? Optional.of(NumberFormat.unsigned(8)) : OnnxTensor.integers(type);
  }

  boolean equalTo(QuantisationParameters other) {
    return integers.equals(other.integers)
        && Arrays.equals(scales, other.scales)
        && Arrays.equals(zeroPoints, other.zeroPoints);
  }

  /** Returns the dimension that the scales belong to, of a tensor of so many. */
  int axis(int rank) {
    return givenAxis < 0 ? givenAxis + rank : givenAxis;
  }

  /** Returns the format of a feature map's integers minus their zero point, if there is one. */
  Optional<NumberFormat> streamFormat(Consumer<String> refuse) {
    if (scales.length > 1 || integers.bits() > MOST_BITS) {
      refuse.accept(
          "a feature map must have one scale and at most " + MOST_BITS + " bits, but has "
              + scales.length + " scales and " + integers.bits() + " bits");
      return Optional.empty();
    }
    long least = integers.min() - zeroPoints[0];
    NumberFormat signed = NumberFormat.signed(integers.bits());
    if (least == 0 || least == signed.min()) {
      return Optional.of(least == 0 ? NumberFormat.unsigned(integers.bits()) : signed);
    }
    String type = (integers.signed() ? "int" : "uint") + integers.bits();
    refuse.accept(
        "zero point (" + zeroPoints[0] + ") of " + type + " must be " + integers.min() + " or "
            + (integers.min() - signed.min())
            + ", so that integers are never negative or symmetric around real 0: a real 0 must be"
            + " skipped and padded as integer 0");
    return Optional.empty();
  }

  /** Returns a constant's integers as a QuantizeLinear rounds them: to nearest, halves to even. */
  OnnxTensor quantised(OnnxTensor real) {
    double[] values = new double[real.values().length];
    for (int i = 0; i < values.length; i++) {
      int at = place(i, real.dimensions());
      long nearest = (long) Math.rint(real.values()[i] / scales[at]) + zeroPoints[at];
      values[i] = integers.saturate(nearest);
    }
    return new OnnxTensor(real.name(), real.dimensions(), values, Optional.of(integers));
  }

  /** Returns a constant's integers minus their zero points in the narrowest format of its type. */
  Optional<OnnxTensor> differences(OnnxTensor constant, Consumer<String> refuse) {
    List<Long> dimensions = constant.dimensions();
    int axis = axis(dimensions.size());
    boolean fits =
        scales.length == 1 || axis < dimensions.size() && dimensions.get(axis) == scales.length;
    if (!fits) {
      refuse.accept(
          "its " + scales.length + " scales must be one, or as many as dimension " + axis + " of "
              + dimensions + " has");
      return Optional.empty();
    }
    double[] values = new double[constant.values().length];
    boolean wider = false;
    NumberFormat signed = NumberFormat.signed(integers.bits());
    for (int i = 0; i < values.length; i++) {
      values[i] = constant.values()[i] - zeroPoints[place(i, dimensions)];
      wider |= values[i] != signed.saturate((long) values[i]);
    }
    int bits = integers.bits() + (wider ? 1 : 0);
    if (bits > MOST_BITS && integers.bits() <= MOST_BITS) {
      refuse.accept(
          "weights minus their zero point must have at most " + MOST_BITS + " bits, but need "
              + bits);
      return Optional.empty();
    }
    return Optional.of(
        new OnnxTensor(
            constant.name(), dimensions, values, Optional.of(NumberFormat.signed(bits))));
  }

  /** Returns what integers minus zero point stand for, as floats. */
  OnnxTensor real(OnnxTensor differences, String name) {
    double[] values = new double[differences.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (differences.values()[i] * scales[place(i, differences.dimensions())]);
    }
    return new OnnxTensor(name, differences.dimensions(), values);
  }

  /** Returns which scale an element of a tensor has. */
  private int place(int index, List<Long> dimensions) {
    if (scales.length == 1) {
      return 0;
    }
    int inner = 1;
    for (int i = axis(dimensions.size()) + 1; i < dimensions.size(); i++) {
      inner *= Math.toIntExact(dimensions.get(i));
    }
    return index / inner % scales.length;
  }
}
