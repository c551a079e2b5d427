package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * A constant of an ONNX graph; the array is given away at construction.
 *
 * @param dimensions row-major extents; empty for a scalar
 * @param values as doubles, which hold every float and every integer that shapes need
 * @param integers format of the elements if they are integers of at most 32 bits
 */
public record OnnxTensor(
    String name, List<Long> dimensions, double[] values, Optional<NumberFormat> integers) {
  public OnnxTensor {
    dimensions = List.copyOf(dimensions);
  }

  /** A tensor of real numbers. */
  public OnnxTensor(String name, List<Long> dimensions, double[] values) {
    this(name, dimensions, values, Optional.empty());
  }

  /**
   * Returns the tensor of a file's initialiser; float, double, int64 and signed or unsigned integers
   * of 8, 16 and (signed) 32 bits are understood.
   */
  public static OnnxTensor of(TensorProto proto) {
    if (proto.getDataLocation() == DataLocation.EXTERNAL) {
      throw notSupported(proto, "its data are in another file", "save the model as one file.");
    }
    double[] values = new double[elements(proto)];
    for (int i = 0; i < values.length; i++) {
      values[i] = proto.hasRawData() ? 0 : listed(proto, i);
    }
    if (proto.hasRawData()) {
      fillRaw(proto, values);
    }
    return new OnnxTensor(
        proto.getName(), proto.getDimsList(), values, integers(proto.getDataType()));
  }

  /** Returns the format of ONNX's integers of 8, 16 and 32 bits; nothing for other types. */
  public static Optional<NumberFormat> integers(int type) {
    return switch (type) {
      case DataType.INT8_VALUE -> Optional.of(NumberFormat.signed(8));
      case DataType.UINT8_VALUE -> Optional.of(NumberFormat.unsigned(8));
      case DataType.INT16_VALUE -> Optional.of(NumberFormat.signed(16));
      case DataType.UINT16_VALUE -> Optional.of(NumberFormat.unsigned(16));
      case DataType.INT32_VALUE -> Optional.of(NumberFormat.signed(32));
      default -> Optional.empty();
    };
  }

  /** Says whether {@link #of} understands the tensor's type. */
  public static boolean understands(TensorProto proto) {
    return switch (proto.getDataType()) {
      case DataType.FLOAT_VALUE, DataType.DOUBLE_VALUE, DataType.INT64_VALUE -> true;
      default -> integers(proto.getDataType()).isPresent();
    };
  }

  public float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static int elements(TensorProto proto) {
    long count = proto.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    int width = width(proto.getDataType());
    long present = proto.hasRawData() ? proto.getRawData().size() / width : listedCount(proto);
    if (present != count) {
      throw notSupported(
          proto,
          "it holds " + present + " values but its shape " + proto.getDimsList() + " has " + count,
          "the file is damaged.");
    }
    return Math.toIntExact(count);
  }

  private static int width(int type) {
    int otherwise = type == DataType.FLOAT_VALUE ? Float.BYTES : Double.BYTES;
    return integers(type).map(format -> format.bits() / Byte.SIZE).orElse(otherwise);
  }

  private static int listedCount(TensorProto proto) {
    return switch (proto.getDataType()) {
      case DataType.FLOAT_VALUE -> proto.getFloatDataCount();
      case DataType.DOUBLE_VALUE -> proto.getDoubleDataCount();
      case DataType.INT64_VALUE -> proto.getInt64DataCount();
      default -> proto.getInt32DataCount();
    };
  }

  private static double listed(TensorProto proto, int i) {
    return switch (proto.getDataType()) {
      case DataType.FLOAT_VALUE -> proto.getFloatData(i);
      case DataType.DOUBLE_VALUE -> proto.getDoubleData(i);
      case DataType.INT64_VALUE -> proto.getInt64Data(i);
      default -> proto.getInt32Data(i);
    };
  }

  private static void fillRaw(TensorProto proto, double[] values) {
    ByteBuffer raw = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (proto.getDataType()) {
            case DataType.FLOAT_VALUE -> raw.getFloat();
            case DataType.DOUBLE_VALUE -> raw.getDouble();
            case DataType.INT32_VALUE -> raw.getInt();
            case DataType.INT16_VALUE -> raw.getShort();
            case DataType.UINT16_VALUE -> Short.toUnsignedInt(raw.getShort());
            case DataType.INT8_VALUE -> raw.get();
            case DataType.UINT8_VALUE -> Byte.toUnsignedInt(raw.get());
            default -> raw.getLong();
          };
    }
  }

  private static UserProblem notSupported(TensorProto proto, String why, String maybe) {
    return new UserProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "tensor '" + proto.getName() + "' cannot be used: " + why,
        maybe);
  }
}
