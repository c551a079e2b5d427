package org.sparseloom.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;

/**
 * Opens what --data names:
 *
 * <ul>
 *   <li>{@code fashion-mnist:test}, {@code fashion-mnist:train}: the Debian package
 *       dataset-fashion-mnist;
 *   <li>a folder of JPEG or PNG files, with labels.csv (columns file, class_index) if labelled;
 *   <li>an IDX file, plain or gzipped (NAME-images-idx3-ubyte, labels in NAME-labels-idx1-ubyte);
 *   <li>a raw file ending in .bin: 8-bit images, channel planes one after the other, with
 *       labels.csv (column class_index) in the same folder if labelled;
 *   <li>{@code random:N} or {@code random:N:SEED}: N images of uniform noise.
 * </ul>
 *
 * Any of them may end in {@code [FROM:TO]}, which takes images FROM..TO-1; either number may be
 * left out.
 */
public final class ImageSets {
  private static final Path FASHION_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");
  private static final Pattern RANGE = Pattern.compile("(.*)\\[(\\d{0,9}):(\\d{0,9})]");
  private static final Pattern RANDOM = Pattern.compile("random:(\\d{1,7})(?::(\\d{1,18}))?");
  private static final Pattern FASHION = Pattern.compile("fashion-mnist:(.*)");

  private ImageSets() {}

  /**
   * Opens images for a network.
   *
   * @param specification as above
   * @param input shape of the network's input
   * @throws UserProblem USAGE if there are no such images or they do not suit the network
   */
  public static ImageSet open(String specification, Shape input, Normalisation normalisation) {
    normalisation.check(input.channels());
    Matcher range = RANGE.matcher(specification);
    if (!range.matches()) {
      return new PixelImages(specification, input, source(specification, input), normalisation);
    }
    ImageSet whole = open(range.group(1), input, normalisation);
    int from = range.group(2).isEmpty() ? 0 : Integer.parseInt(range.group(2));
    int to = range.group(3).isEmpty() ? whole.size() : Integer.parseInt(range.group(3));
    if (from >= to || to > whole.size()) {
      throw UserProblem.usage(
          "range ["
              + from
              + ":"
              + to
              + "] of data "
              + range.group(1)
              + " must lie in 0:"
              + whole.size()
              + " and not be empty",
          "the set is smaller than you think.");
    }
    return whole.range(from, to);
  }

  private static PixelSource source(String specification, Shape input) {
    Matcher random = RANDOM.matcher(specification);
    if (random.matches()) {
      String seed = random.group(2) == null ? "1" : random.group(2);
      return noise(Integer.parseInt(random.group(1)), Long.parseLong(seed), input);
    }
    Matcher fashion = FASHION.matcher(specification);
    if (fashion.matches()) {
      return fashion(specification, fashion.group(1), input);
    }
    Path path = Path.of(specification);
    if (Files.isDirectory(path)) {
      return ImageFolder.open(path, input);
    }
    if (!Files.isRegularFile(path)) {
      throw UserProblem.usage(
          "data "
              + specification
              + " must be fashion-mnist:test, fashion-mnist:train, random:N, an"
              + " image folder, an IDX file or a .bin file",
          "the path is mistyped or relative to another folder.");
    }
    return specification.endsWith(".bin") ? raw(path, input) : IdxFile.read(path, input);
  }

  private static PixelSource noise(int count, long seed, Shape input) {
    if (count == 0) {
      throw UserProblem.usage("data random:0 must have at least one image", "write random:16.");
    }
    byte[] bytes = new byte[Math.multiplyExact(count, input.elements())];
    new Random(seed).nextBytes(bytes);
    return new PackedPixels(bytes, 0, input.elements(), List.of());
  }

  private static PixelSource fashion(String specification, String part, Shape input) {
    String stem =
        switch (part) {
          case "test" -> "t10k";
          case "train" -> "train";
          default ->
              throw UserProblem.usage(
                  "data " + specification + " must be fashion-mnist:test or fashion-mnist:train",
                  "a range such as [0:2000] was meant: it comes last.");
        };
    Path file = FASHION_FOLDER.resolve(stem + "-images-idx3-ubyte.gz");
    if (!Files.isRegularFile(file)) {
      throw UserProblem.usage(
          "data " + specification + " must be in " + FASHION_FOLDER + ", but is not",
          "it is not installed: apt-get install dataset-fashion-mnist");
    }
    return IdxFile.read(file, input);
  }

  private static PixelSource raw(Path file, Shape input) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw UserProblem.usage(
          "data " + file + " cannot be read (" + FileReason.of(e) + ")",
          "its permissions forbid it.");
    }
    if (bytes.length == 0 || bytes.length % input.elements() != 0) {
      throw UserProblem.usage(
          "data "
              + file
              + " ("
              + bytes.length
              + " bytes) must hold whole images of "
              + input
              + " ("
              + input.elements()
              + " bytes each)",
          "the network was trained on other images.");
    }
    int count = bytes.length / input.elements();
    Path folder = file.toAbsolutePath().getParent();
    List<Integer> labels = LabelTable.in(folder).map(LabelTable::classes).orElse(List.of());
    if (!labels.isEmpty() && labels.size() != count) {
      throw UserProblem.usage(
          "labels "
              + folder.resolve(LabelTable.NAME)
              + " ("
              + labels.size()
              + " lines) must be as many as the images of "
              + file
              + " ("
              + count
              + ")",
          "they belong to another file.");
    }
    return new PackedPixels(bytes, 0, input.elements(), labels);
  }
}
