package org.sparseloom.models;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Grey images with their labels, as in a pair of gzipped IDX files (the format of MNIST and
 * Fashion-MNIST).
 *
 * @param pixels one unsigned byte per pixel, image after image, row after row
 * @param labels one class number per image
 * @param height rows of one image, in pixels
 * @param width columns of one image, in pixels
 */
record IdxImages(byte[] pixels, byte[] labels, int height, int width) {

  private static final int IMAGES_MAGIC = 0x803; // unsigned bytes, 3 dimensions
  private static final int LABELS_MAGIC = 0x801; // unsigned bytes, 1 dimension

  IdxImages {
    if (pixels.length != labels.length * height * width) {
      throw new IllegalArgumentException(
          ("%d pixels do not make %d images of %dx%d.\n"
                  + "Maybe the images and labels are of different sets?")
              .formatted(pixels.length, labels.length, height, width));
    }
  }

  /**
   * Reads {@code PREFIX-images-idx3-ubyte.gz} and {@code PREFIX-labels-idx1-ubyte.gz}.
   *
   * @throws IOException if a file is missing or not of this format
   */
  static IdxImages read(Path folder, String prefix) throws IOException {
    Path imagesFile = folder.resolve(prefix + "-images-idx3-ubyte.gz");
    Path labelsFile = folder.resolve(prefix + "-labels-idx1-ubyte.gz");
    try (DataInputStream images = open(imagesFile, IMAGES_MAGIC);
        DataInputStream labels = open(labelsFile, LABELS_MAGIC)) {
      int imageCount = images.readInt();
      int height = images.readInt();
      int width = images.readInt();
      byte[] pixels = images.readNBytes(imageCount * height * width);
      return new IdxImages(pixels, labels.readNBytes(labels.readInt()), height, width);
    } catch (IllegalArgumentException e) {
      throw new IOException(imagesFile + ": " + e.getMessage(), e);
    }
  }

  private static DataInputStream open(Path file, int magic) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          file
              + ": no such file.\n"
              + "Maybe the Debian package dataset-fashion-mnist is not installed?");
    }
    DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
    int found = in.readInt();
    if (found != magic) {
      in.close();
      throw new IOException(
          "%s: magic number 0x%x, must be 0x%x.\nMaybe it is not an IDX file?"
              .formatted(file, found, magic));
    }
    return in;
  }

  /** Number of images. */
  int count() {
    return labels.length;
  }

  /** The images from {@code first} to before {@code end}. */
  IdxImages slice(int first, int end) {
    int size = height * width;
    return new IdxImages(
        Arrays.copyOfRange(pixels, first * size, end * size),
        Arrays.copyOfRange(labels, first, end),
        height,
        width);
  }

  /** The value of a pixel as the networks see it, in 0..1; 0 outside the image. */
  float value(int image, int row, int column) {
    if (row < 0 || row >= height || column < 0 || column >= width) {
      return 0;
    }
    return (pixels[(image * height + row) * width + column] & 0xff) / 255f;
  }

  /**
   * Pixel values of the images from {@code first} to before {@code end}, shape [end - first, 1,
   * height, width].
   */
  float[] values(int first, int end) {
    int size = height * width;
    float[] values = new float[(end - first) * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[first * size + i] & 0xff) / 255f;
    }
    return values;
  }
}
