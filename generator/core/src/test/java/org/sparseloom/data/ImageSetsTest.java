package org.sparseloom.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sparseloom.testing.Problems.assertProblem;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.tensor.Shape;

class ImageSetsTest {
  private static final Shape FASHION = new Shape(1, 28, 28);

  @TempDir Path folder;

  private static ImageSet open(Object specification, Shape shape) {
    return ImageSets.open(specification.toString(), shape, Normalisation.UNIT);
  }

  @Test
  void fashionMnistOfTheDebianPackage() {
    assumeTrue(Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")));
    ImageSet test = open("fashion-mnist:test", FASHION);
    assertEquals(10_000, test.size());
    assertEquals(60_000, open("fashion-mnist:train", FASHION).size());
    // The first test image is an ankle boot (9), the first of the last thousand is not known here.
    assertEquals(OptionalInt.of(9), test.label(0));
    ImageSet part = open("fashion-mnist:test[9000:]", FASHION);
    assertEquals(1000, part.size());
    assertArrayEquals(test.input(9003), part.input(3));
    // Images are exact: 0..255 comes back whatever the float division did.
    int[] integers = test.quantised(0, NumberFormat.unsigned(8), 1.0 / 255).values();
    for (int i = 0; i < integers.length; i++) {
      assertEquals(integers[i] / 255f, test.input(0)[i]);
    }
  }

  @Test
  void randomImagesDependOnTheSeedAlone() {
    Shape shape = new Shape(3, 4, 4);
    ImageSet first = open("random:5:7", shape);
    assertEquals(5, first.size());
    assertArrayEquals(first.input(4), open("random:5:7", shape).input(4));
    assertTrue(first.input(0)[0] != open("random:5:8", shape).input(0)[0]);
    assertEquals(OptionalInt.empty(), first.label(0));
  }

  private Path rawWithLabels() throws IOException {
    // Two images of two channels of 1x2, channel planes one after the other.
    Path file = folder.resolve("images.bin");
    Files.write(file, new byte[] {10, 20, 30, 40, (byte) 250, 60, 70, 80});
    Files.writeString(
        folder.resolve("labels.csv"), "index,class_index,label\n0,7,\"horse, brown\"\n1,5,dog\n");
    return file;
  }

  @Test
  void rawPlanesWithLabels() throws IOException {
    Shape shape = new Shape(2, 1, 2);
    Normalisation each = new Normalisation(List.of(10.0, 20.0), List.of(2.0, 5.0));
    ImageSet images = ImageSets.open(rawWithLabels().toString(), shape, each);
    assertEquals(2, images.size());
    // (10 - 10) / 2, (20 - 10) / 2, (30 - 20) / 5, (40 - 20) / 5.
    assertArrayEquals(new float[] {0, 5, 2, 4}, images.input(0));
    assertEquals(120f, images.input(1)[0]);
    assertEquals(OptionalInt.of(7), images.label(0));
    assertEquals(OptionalInt.of(5), images.label(1));
    // In stream order, channels innermost, in units of 2.
    assertArrayEquals(
        new int[] {0, 1, 3, 2}, images.quantised(0, NumberFormat.signed(8), 2).values());
    assertEquals(OptionalDouble.empty(), images.exactStep());
  }

  @Test
  void exactStepsOfCommonNormalisations() {
    assertEquals(OptionalDouble.of(1.0 / 255), Normalisation.UNIT.exactStep());
    assertEquals(
        OptionalDouble.of(1.0 / 128),
        new Normalisation(List.of(128.0), List.of(128.0)).exactStep());
  }

  private void writePicture(String name, int width, int height, int... colours) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, colours, 0, width);
    ImageIO.write(image, "png", folder.resolve(name).toFile());
  }

  @Test
  void aFolderFollowsItsLabels() throws IOException {
    writePicture("b.png", 2, 1, 0xff0000, 0x0000ff);
    writePicture("a.png", 2, 1, 0x00ff00, 0x00ff00);
    Files.writeString(folder.resolve("labels.csv"), "file,class_index\nb.png,3\na.png,4\n");
    ImageSet images = open(folder, new Shape(3, 1, 2));
    assertEquals(2, images.size());
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 1}, images.input(0));
    assertEquals(OptionalInt.of(4), images.label(1));
  }

  @Test
  void aFolderWithoutLabelsGoesByName() throws IOException {
    writePicture("b.png", 1, 1, 0xffffff);
    writePicture("a.png", 1, 1, 0x000000);
    ImageSet images = open(folder, new Shape(1, 1, 1));
    assertEquals(0f, images.input(0)[0]);
    assertEquals(1f, images.input(1)[0]);
    assertEquals(OptionalInt.empty(), images.label(0));
  }

  @Test
  void imagesOfAnotherSizeAreResized() throws IOException {
    writePicture(
        "a.png", 4, 2, 0x000000, 0x000000, 0xffffff, 0xffffff, 0x000000, 0x000000, 0xffffff,
        0xffffff);
    // Halved: the triangle reaches one and a half pixels to either side; weights 1 3 3 1 of 8, and
    // at the border 3 3 1 of 7. Left: 255 / 7, right: 255 * 6 / 7.
    float[] small = open(folder, new Shape(1, 1, 2)).input(0);
    assertArrayEquals(new float[] {36 / 255f, 219 / 255f}, small);
  }

  @Test
  void idxFilesWithAndWithoutCompression() throws IOException {
    byte[] images =
        ByteBuffer.allocate(20)
            .putInt(0x803)
            .putInt(2)
            .putInt(1)
            .putInt(2)
            .put(new byte[] {1, 2, 3, 4})
            .array();
    byte[] labels = ByteBuffer.allocate(10).putInt(0x801).putInt(2).put(new byte[] {8, 9}).array();
    Path plain = folder.resolve("a-images-idx3-ubyte");
    Files.write(plain, images);
    Files.write(folder.resolve("a-labels-idx1-ubyte"), labels);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(images);
    }
    Path gzipped = folder.resolve("b-images-idx3-ubyte.gz");
    Files.write(gzipped, packed.toByteArray());
    assertEquals(OptionalInt.of(9), open(plain, new Shape(1, 1, 2)).label(1));
    assertArrayEquals(new float[] {3 / 255f, 4 / 255f}, open(gzipped, new Shape(1, 1, 2)).input(1));
    assertEquals(OptionalInt.empty(), open(gzipped, new Shape(2, 1, 1)).label(1));
  }

  private void assertUsage(String what, Object specification, Shape shape) {
    assertProblem(ExitCode.USAGE, what, () -> open(specification, shape).input(0));
  }

  @Test
  void problemsAreNamed() throws IOException {
    Shape shape = new Shape(1, 2, 2);
    assertUsage(
        "data nowhere must be fashion-mnist:test, fashion-mnist:train, random:N, an image folder,"
            + " an IDX file or a .bin file",
        "nowhere",
        shape);
    assertUsage(
        "data fashion-mnist:tset must be fashion-mnist:test or fashion-mnist:train",
        "fashion-mnist:tset",
        shape);
    assertUsage(
        "range [3:9] of data random:5 must lie in 0:5 and not be empty", "random:5[3:9]", shape);
    assertUsage(
        "range [3:3] of data random:5 must lie in 0:5 and not be empty", "random:5[3:3]", shape);
    assertUsage("data random:0 must have at least one image", "random:0", shape);
    assertUsage(
        "data folder "
            + folder
            + " must hold JPEG or PNG files, or a labels.csv with a column file",
        folder,
        shape);
    Path raw = rawWithLabels();
    assertUsage(
        "data " + raw + " (8 bytes) must hold whole images of 3x1x1 (3 bytes each)",
        raw,
        new Shape(3, 1, 1));
    assertUsage(
        "labels "
            + folder.resolve("labels.csv")
            + " (2 lines) must be as many as the images of "
            + raw
            + " (8)",
        raw,
        new Shape(1, 1, 1));
    assertUsage(
        "IDX file "
            + folder.resolve("labels.csv")
            + " must start with 00 00 08 03 (bytes, three dimensions)",
        folder.resolve("labels.csv"),
        shape);
  }

  @Test
  void aBrokenImageIsNamed() throws IOException {
    Files.writeString(folder.resolve("a.jpg"), "not a picture");
    assertUsage(
        "image " + folder.resolve("a.jpg") + " must be a JPEG or PNG file",
        folder,
        new Shape(3, 2, 2));
  }

  @Test
  void labelsMustHaveTheirColumn() throws IOException {
    Files.writeString(folder.resolve("labels.csv"), "file,class\na.png,1\n");
    assertUsage(
        "labels "
            + folder.resolve("labels.csv")
            + " (columns [file, class]) must have a column class_index",
        folder,
        new Shape(3, 2, 2));
    Files.writeString(folder.resolve("labels.csv"), "file,class_index\na.png,x\n");
    assertUsage(
        "labels "
            + folder.resolve("labels.csv")
            + ", line 2 (a.png,x) must have a class_index of digits in column 2",
        folder,
        new Shape(3, 2, 2));
  }

  @Test
  void normalisationMustFitTheChannels() {
    Normalisation three = new Normalisation(List.of(1.0, 2.0, 3.0), List.of(1.0));
    assertProblem(
        ExitCode.USAGE,
        "normalisation by means [1.0, 2.0, 3.0] and deviations [1.0] must have one value or one for"
            + " each of 1 channels",
        () -> ImageSets.open("random:1", FASHION, three));
    assertProblem(
        ExitCode.USAGE,
        "normalisation by means [0.0] and deviations [0.0] must have finite means and deviations"
            + " above 0",
        () -> new Normalisation(List.of(0.0), List.of(0.0)));
  }
}
