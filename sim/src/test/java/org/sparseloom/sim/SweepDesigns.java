package org.sparseloom.sim;

import java.util.List;
import org.sparseloom.layer.Folding;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Small networks with every kind of layer, on engines and foldings of many sorts. */
final class SweepDesigns {
  private static final int IMAGES = 6;
  private static final NumberFormat LOGITS = NumberFormat.signed(16);

  private SweepDesigns() {}

  /** Unsigned images, 3x3 with both strides, maximum pooling, 1x1, global average, fully connected. */
  static List<NetworkSketch> standard() {
    return List.of(
        standard("sparse8", 8, 0.5, 0.05,
            sparse(1, 1, 2, 3, 1), sparse(2, 1, 4, 3, 2), pool(2), sparse(1, 4, 4, 1, 1),
            pool(4), sparse(1, 4, 2, 1, 1)),
        standard("dense8", 8, 0.5, 0.05,
            dense(1, 1, 4, 9, 2), dense(2, 1, 2, 3, 1), pool(1), dense(2, 3, 2, 3, 2),
            pool(2), dense(1, 2, 1, 2, 1)),
        standard("mixed8", 8, 0.6, 0,
            dense(2, 1, 8, 9, 4), sparse(4, 1, 6, 3, 3), pool(3), sparse(3, 2, 8, 1, 2),
            pool(2), dense(4, 2, 5, 2, 1)),
        standard("sparse4", 4, 0.6, 0.1,
            sparse(1, 2, 4, 6, 2), sparse(1, 2, 3, 3, 1), pool(4), sparse(1, 12, 4, 3, 4),
            pool(4), sparse(2, 2, 2, 1, 1)),
        standard("dense4", 4, 0.7, 0,
            dense(1, 2, 2, 18, 2), dense(1, 4, 3, 12, 3), pool(3), dense(1, 4, 2, 4, 1),
            pool(1), dense(1, 1, 1, 1, 1)),
        standard("sparse16", 16, 0.5, 0.1,
            sparse(1, 1, 8, 3, 2), sparse(2, 2, 4, 3, 2), pool(2), sparse(2, 2, 2, 1, 2),
            pool(2), sparse(1, 2, 1, 1, 1)));
  }

  /** Signed images, rectangular kernels and padding, averages, a fully connected layer on pixels. */
  static List<NetworkSketch> odd() {
    return List.of(
        odd("oddSparse8", 8, 0.4, 0.1, sparse(1, 1, 2, 3, 2), pool(2), sparse(2, 1, 2, 1, 1),
            sparse(1, 8, 2, 1, 1)),
        odd("oddDense8", 8, 0.8, 0, dense(3, 1, 2, 5, 1), pool(1), dense(1, 3, 4, 9, 4),
            dense(2, 4, 5, 2, 5)),
        odd("oddMixed4", 4, 0.5, 0.1, sparse(1, 3, 3, 5, 3), pool(6), dense(1, 2, 2, 3, 1),
            sparse(4, 4, 2, 1, 2)),
        odd("oddMixed16", 16, 0.5, 0.02, dense(1, 1, 3, 3, 1), pool(3), sparse(3, 1, 8, 3, 8),
            dense(1, 16, 2, 4, 1)),
        odd("thresholded", 8, 0.3, 0.3, sparse(1, 1, 1, 1, 1), pool(1), sparse(1, 1, 1, 1, 1),
            sparse(1, 2, 1, 1, 1)));
  }

  /** Returns the standard network with choices for its six layers. */
  static NetworkSketch standard(
      String name, int bits, double density, double threshold, LayerChoice... choices) {
    NumberFormat format = NumberFormat.unsigned(bits);
    Window stride1 = new Window(3, 3, 1, 1, 1, 1, 1, 1);
    Window stride2 = new Window(3, 3, 2, 2, 1, 1, 1, 1);
    Window halves = new Window(2, 2, 2, 2, 0, 0, 0, 0);
    return new NetworkSketch(name, new Shape(2, 12, 12), format, 0.7, IMAGES)
        .convolution(8, stride1, bits, format, density, threshold, choices[0])
        .convolution(12, stride2, bits, format, density, threshold, choices[1])
        .maxPooling(halves, choices[2])
        .convolution(16, Window.pointwise(), bits, format, density, threshold, choices[3])
        .globalAveragePooling(format, threshold / 4, choices[4])
        .fullyConnected(10, bits, LOGITS, density, choices[5]);
  }

  private static NetworkSketch odd(
      String name, int bits, double density, double threshold, LayerChoice... choices) {
    NumberFormat signed = NumberFormat.signed(bits);
    NumberFormat unsigned = NumberFormat.unsigned(bits);
    Window tall = new Window(5, 3, 1, 2, 2, 1, 2, 0);
    Window halves = new Window(2, 2, 2, 2, 0, 0, 0, 0);
    Window padded = new Window(3, 3, 1, 1, 1, 1, 1, 1);
    return new NetworkSketch(name, new Shape(3, 9, 14), signed, 0.7, IMAGES)
        .convolution(6, tall, bits, signed, density, threshold, choices[0])
        .averagePooling(halves, signed, threshold / 4, choices[1])
        .convolution(8, padded, bits, unsigned, density, threshold, choices[2])
        .fullyConnected(10, bits, LOGITS, density, choices[3]);
  }

  static LayerChoice sparse(int rows, int channels, int columns, int multipliers, int lanes) {
    return new ConvolutionChoice(
        "sparse", new Folding(rows, channels, columns, multipliers, lanes));
  }

  static LayerChoice dense(int rows, int channels, int columns, int multipliers, int lanes) {
    return new ConvolutionChoice(
        "dense", new Folding(rows, channels, columns, multipliers, lanes));
  }

  static LayerChoice pool(int lanes) {
    return new PoolingChoice(lanes);
  }
}
