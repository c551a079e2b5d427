package org.sparseloom.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;

/** The IDX format of the MNIST family, plain or gzipped: grey images and, beside them, labels. */
final class IdxFile {
  private static final int IMAGES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;
  private static final int IMAGES_HEADER_BYTES = 16;
  private static final int LABELS_HEADER_BYTES = 8;

  private IdxFile() {}

  /** Returns a file's images with the labels of the file named alike, if there is one. */
  static PixelSource read(Path images, Shape input) {
    byte[] bytes = bytes(images);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < IMAGES_HEADER_BYTES || header.getInt() != IMAGES_MAGIC) {
      throw damaged(images, "must start with 00 00 08 03 (bytes, three dimensions)");
    }
    int count = header.getInt();
    int height = header.getInt();
    int width = header.getInt();
    if (bytes.length != IMAGES_HEADER_BYTES + (long) count * height * width) {
      throw damaged(images, "must hold " + count + " images of " + height + "x" + width);
    }
    boolean fits =
        input.equals(new Shape(1, height, width)) || input.equals(new Shape(height * width, 1, 1));
    if (!fits) {
      throw UserProblem.usage(
          "images "
              + images
              + " (1x"
              + height
              + "x"
              + width
              + ") must be as the network's input ("
              + input
              + ")",
          "the network was trained on other images.");
    }
    return new PackedPixels(bytes, IMAGES_HEADER_BYTES, height * width, labels(images, count));
  }

  private static List<Integer> labels(Path images, int count) {
    String name = images.getFileName().toString().replace("images-idx3", "labels-idx1");
    Path file = images.resolveSibling(name);
    if (file.equals(images) || !Files.isRegularFile(file)) {
      return List.of();
    }
    byte[] bytes = bytes(file);
    if (bytes.length != LABELS_HEADER_BYTES + count
        || ByteBuffer.wrap(bytes).getInt() != LABELS_MAGIC) {
      throw damaged(file, "must start with 00 00 08 01 and hold " + count + " labels");
    }
    List<Integer> labels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      labels.add(bytes[LABELS_HEADER_BYTES + i] & 0xff);
    }
    return List.copyOf(labels);
  }

  private static UserProblem damaged(Path file, String what) {
    return UserProblem.usage(
        "IDX file " + file + " " + what, "it is damaged or of another format.");
  }

  private static byte[] bytes(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean gzipped = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
      if (!gzipped) {
        return bytes;
      }
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return unpacked.readAllBytes();
      }
    } catch (IOException e) {
      throw damaged(file, "must be readable (" + FileReason.of(e) + ")");
    }
  }
}
