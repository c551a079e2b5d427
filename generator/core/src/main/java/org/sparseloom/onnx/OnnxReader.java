package org.sparseloom.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.UserProblem;

/** Reads ONNX files, plain or gzipped (.onnx.gz). */
public final class OnnxReader {
  private OnnxReader() {}

  /** Returns the model of a file; a usage problem if there is none or it is not ONNX. */
  public static OnnxModel read(Path file) {
    if (Files.isDirectory(file)) {
      throw UserProblem.usage(
          "model " + file + " must be an ONNX file, but it is a folder",
          "the model lies in it: name the file that ends in .onnx.");
    }
    if (!Files.exists(file)) {
      throw UserProblem.usage(
          "model " + file + " must be an ONNX file, but there is no such file",
          "the path is mistyped or relative to another folder.");
    }
    try {
      return new OnnxModel(name(file), parse(file, bytes(file)));
    } catch (IOException e) {
      throw UserProblem.usage(
          "model " + file + " cannot be read (" + FileReason.of(e) + ")",
          "its permissions forbid it or it is damaged.");
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("(\\.onnx)?(\\.gz)?$", "");
  }

  private static byte[] bytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean gzipped = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    if (!gzipped) {
      return bytes;
    }
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return unpacked.readAllBytes();
    }
  }

  private static ModelProto parse(Path file, byte[] bytes) {
    try {
      ModelProto proto = ModelProto.parseFrom(bytes);
      if (proto.getIrVersion() > 0 && proto.getGraph().getNodeCount() > 0) {
        return proto;
      }
    } catch (InvalidProtocolBufferException e) {
      // Falls through: whatever it is, it is not ONNX.
    }
    throw UserProblem.usage(
        "model " + file + " (" + bytes.length + " bytes) must be an ONNX file, but it is not",
        "it is a Git LFS pointer, a cut-off download or another framework's format.");
  }
}
