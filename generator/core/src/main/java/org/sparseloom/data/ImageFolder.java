package org.sparseloom.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;

/**
 * JPEG and PNG files of a folder, decoded when asked for, resized if they differ from the network's
 * input; in the order of labels.csv, or of their names and without labels if there is none.
 */
record ImageFolder(Path folder, List<String> files, List<Integer> labels, Shape shape)
    implements PixelSource {
  static ImageFolder open(Path folder, Shape input) {
    if (input.channels() != 1 && input.channels() != 3) {
      throw UserProblem.usage(
          "images of "
              + folder
              + " are grey or colour, but the network's input ("
              + input
              + ") must then have 1 or 3 channels",
          "the network does not take images.");
    }
    LabelTable table = LabelTable.in(folder).orElseGet(() -> new LabelTable(List.of(), List.of()));
    List<String> files = table.classes().isEmpty() ? imageFiles(folder) : table.files();
    if (files.isEmpty()) {
      throw UserProblem.usage(
          "data folder "
              + folder
              + " must hold JPEG or PNG files, or a labels.csv with a column"
              + " file",
          "the images are in a folder below it.");
    }
    return new ImageFolder(folder, files, table.classes(), input);
  }

  private static List<String> imageFiles(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(file -> file.getFileName().toString())
          .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw UserProblem.usage(
          "data folder " + folder + " cannot be read (" + FileReason.of(e) + ")",
          "its permissions forbid it.");
    }
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public byte[] pixels(int index) {
    Path file = folder.resolve(files.get(index));
    try {
      BufferedImage image = Files.isRegularFile(file) ? ImageIO.read(file.toFile()) : null;
      if (image != null) {
        return planes(image);
      }
    } catch (IOException e) {
      // Reported below like a file of another format.
    }
    throw UserProblem.usage(
        "image " + file + " must be a JPEG or PNG file", "it is missing, damaged or cut off.");
  }

  private byte[] planes(BufferedImage image) {
    int[] colours =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] planes = new byte[shape.elements()];
    for (int channel = 0; channel < shape.channels(); channel++) {
      float[] plane = new float[colours.length];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = shape.channels() == 1 ? grey(colours[i]) : part(colours[i], channel);
      }
      float[] resized =
          BilinearResize.plane(
              plane, image.getHeight(), image.getWidth(), shape.height(), shape.width());
      for (int i = 0; i < resized.length; i++) {
        planes[channel * shape.pixels() + i] = (byte) Math.round(resized[i]);
      }
    }
    return planes;
  }

  /** Returns red (0), green (1) or blue (2), 0..255. */
  private static int part(int colour, int channel) {
    return colour >> (16 - 8 * channel) & 0xff;
  }

  /** Luma of ITU-R BT.601. */
  private static float grey(int colour) {
    return 0.299f * part(colour, 0) + 0.587f * part(colour, 1) + 0.114f * part(colour, 2);
  }

  @Override
  public OptionalInt label(int index) {
    return labels.isEmpty() ? OptionalInt.empty() : OptionalInt.of(labels.get(index));
  }
}
