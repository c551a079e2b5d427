package org.sparseloom.sparsity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

class MeasuredWorkTest {
  private static final Window UNEVEN = new Window(3, 2, 2, 1, 1, 0, 1, 1);

  /** More taps than a word has bits. */
  private static final Window LARGE = new Window(9, 8, 1, 2, 4, 3, 4, 4);

  @Test
  void everyPairCountIsThatOfTheDefinition() {
    for (Window window : List.of(UNEVEN, LARGE, Window.pointwise())) {
      everyPairCountIsThatOfTheDefinition(
          new Convolution("c", new Shape(3, 10, 9), 4, window, Activation.RELU));
      everyPairCountIsThatOfTheDefinition(
          new Convolution("c", new Shape(6, 10, 9), 4, window, 2, Activation.RELU));
      everyPairCountIsThatOfTheDefinition(
          new Convolution("c", new Shape(4, 10, 9), 4, window, 4, Activation.RELU));
    }
    everyPairCountIsThatOfTheDefinition(
        new Convolution("c", new Shape(150, 2, 3), 4, Window.pointwise(), Activation.RELU));
  }

  private static void everyPairCountIsThatOfTheDefinition(Convolution layer) {
    Weights weights = weights(layer, new Random(1));
    List<Tensor> images = List.of(image(layer, new Random(2)), image(layer, new Random(3)));
    MeasuredWork work =
        MeasuredWork.of(
            WeightMasks.of(layer, weights),
            images.stream().map(NonZeroMap::of).toList(),
            MeasuredWork.ALL_PIXELS,
            0);
    int pixels = layer.outputShape().pixels();
    assertEquals(2 * pixels, work.pixels());
    long all = 0;
    for (int pixel = 0; pixel < work.pixels(); pixel++) {
      for (int filter = 0; filter < 4; filter++) {
        int[] sums = new int[layer.channelsPerGroup() + 1];
        for (int channel = 0; channel < layer.channelsPerGroup(); channel++) {
          int expected =
              pairs(layer, weights, images.get(pixel / pixels), pixel % pixels, filter, channel);
          assertEquals(expected, work.pairs(pixel, filter, channel));
          all += expected;
          sums[channel + 1] = sums[channel] + expected;
        }
        for (int first = 0; first < layer.channelsPerGroup(); first++) {
          for (int until = first + 1; until <= layer.channelsPerGroup(); until++) {
            int expected = sums[until] - sums[first];
            assertEquals(expected, work.pairs(pixel, filter, first, until - first));
            assertEquals(expected, ofGroup(work, layer, pixel, filter, first, until - first));
          }
        }
      }
    }
    assertEquals((double) all / (2 * layer.macs()), work.pairDensity(), 1e-12);
  }

  /** Returns the pairs of a filter as they are counted with the others of its group. */
  private static int ofGroup(
      MeasuredWork work, Convolution layer, int pixel, int filter, int first, int channels) {
    int filters = layer.outputsPerGroup();
    int[] pairs = new int[filters + 1];
    work.pairsOfGroup(pixel, filter / filters, filters, first, channels, pairs, 1);
    return pairs[1 + filter % filters];
  }

  @Test
  void aProfileAgreesWithTheWorkOfAllPixels() {
    for (Window window : List.of(UNEVEN, LARGE, Window.pointwise())) {
      aProfileAgreesWithTheWorkOfAllPixels(
          new Convolution("c", new Shape(3, 10, 9), 4, window, Activation.RELU));
      aProfileAgreesWithTheWorkOfAllPixels(
          new Convolution("c", new Shape(6, 10, 9), 4, window, 2, Activation.RELU));
    }
  }

  private static void aProfileAgreesWithTheWorkOfAllPixels(Convolution layer) {
    WeightMasks weights = WeightMasks.of(layer, weights(layer, new Random(4)));
    List<NonZeroMap> images =
        List.of(
            NonZeroMap.of(image(layer, new Random(5))), NonZeroMap.of(image(layer, new Random(6))));
    SparsityProfile profile = SparsityProfile.of(weights, images);
    MeasuredWork work = MeasuredWork.of(weights, images, MeasuredWork.ALL_PIXELS, 0);
    assertEquals(1 - work.pairDensity(), profile.pairs(), 1e-12);
    assertEquals(work.pairDensity() * layer.macs(), profile.nonZeroPairs(), 1e-6);
    assertEquals(layer.macs(), profile.macs());
  }

  @Test
  void handWorkedProfile() {
    // Two inputs 3 and 0, filters (1, 0) and (1, 1): of the four pairs two are not zero.
    Convolution layer = new Convolution("fc", new Shape(2, 1, 1), 2, Window.pointwise(), Activation.NONE);
    WeightMasks weights = WeightMasks.of(layer, new Weights(2, 1, 1, 2, new int[] {1, 0, 1, 1}));
    NonZeroMap image = NonZeroMap.of(new Tensor(new Shape(2, 1, 1), new int[] {3, 0}));
    assertEquals(
        new SparsityProfile(0.25, 0.5, 0.5, 4, 2),
        SparsityProfile.of(weights, List.of(image)));
  }

  @Test
  void floatsBelowTheirThresholdAreZeroAndPlanesAreTurned() {
    float[] planes = {9, 9, /* image */ 0.1f, -0.5f, 0.4f, 0.6f};
    NonZeroMap map = NonZeroMap.ofPlanes(new Shape(2, 1, 2), planes, 2, 0.5);
    assertEquals(
        List.of(false, false, true, true),
        List.of(map.nonZero()[0], map.nonZero()[1], map.nonZero()[2], map.nonZero()[3]));
    Convolution layer = new Convolution("fc", new Shape(2, 1, 1), 2, Window.pointwise(), Activation.NONE);
    WeightMasks weights =
        WeightMasks.of(layer, new float[] {0.3f, -0.3f, 0.3f, -0.7f}, new double[] {0.2, 0.5});
    assertEquals(3, weights.count());
  }

  @Test
  void aSampleIsSpreadSeededAndFair() {
    Convolution layer = new Convolution("c", new Shape(4, 30, 30), 8, UNEVEN, Activation.RELU);
    WeightMasks weights = WeightMasks.of(layer, weights(layer, new Random(7)));
    List<NonZeroMap> images = List.of(NonZeroMap.of(image(layer, new Random(8))));
    MeasuredWork all = MeasuredWork.of(weights, images, MeasuredWork.ALL_PIXELS, 0);
    MeasuredWork some = MeasuredWork.of(weights, images, 40, 9);
    assertEquals(40, some.pixels());
    assertEquals(all.pixelsPerImage(), some.pixelsPerImage());
    assertEquals(all.pairDensity(), some.pairDensity(), 0.02);
    assertEquals(some.pairDensity(), MeasuredWork.of(weights, images, 40, 9).pairDensity());
    assertTrue(some.pairDensity() != MeasuredWork.of(weights, images, 40, 10).pairDensity());
  }

  private static Weights weights(Convolution layer, Random random) {
    Window window = layer.window();
    int[] values = new int[layer.outputs() * layer.pairsPerOutput()];
    fill(values, random);
    return new Weights(
        layer.outputs(),
        window.kernelHeight(),
        window.kernelWidth(),
        layer.channelsPerGroup(),
        values);
  }

  private static Tensor image(Convolution layer, Random random) {
    int[] values = new int[layer.inputShape().elements()];
    fill(values, random);
    return new Tensor(layer.inputShape(), values);
  }

  private static void fill(int[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(255) - 127;
    }
  }

  private static int pairs(
      Convolution layer, Weights weights, Tensor image, int pixel, int filter, int channel) {
    Window window = layer.window();
    int pairs = 0;
    for (int ky = 0; ky < window.kernelHeight(); ky++) {
      for (int kx = 0; kx < window.kernelWidth(); kx++) {
        int y = pixel / layer.outputShape().width() * window.strideY() - window.padTop() + ky;
        int x = pixel % layer.outputShape().width() * window.strideX() - window.padLeft() + kx;
        boolean inside =
            y >= 0 && x >= 0 && y < image.shape().height() && x < image.shape().width();
        int seen = layer.firstChannel(filter) + channel;
        if (inside && image.at(y, x, seen) != 0 && weights.at(filter, ky, kx, channel) != 0) {
          pairs++;
        }
      }
    }
    return pairs;
  }
}
