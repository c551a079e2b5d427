package org.sparseloom.search;

import java.util.List;
import org.sparseloom.tensor.Shape;

/**
 * The images that trials are judged by; arrays are given away.
 *
 * @param shape of one image
 * @param pixels per image: the network's float input, channels x height x width
 * @param labels per image: the index of the right class
 */
public record JudgingImages(Shape shape, List<float[]> pixels, int[] labels) {
  public JudgingImages {
    pixels = List.copyOf(pixels);
    if (pixels.isEmpty() || pixels.size() != labels.length) {
      throw new IllegalArgumentException(
          "images (" + pixels.size() + ") must be at least 1 and as many as labels ("
              + labels.length + ")");
    }
    for (float[] image : pixels) {
      if (image.length != shape.elements()) {
        throw new IllegalArgumentException(
            "image (" + image.length + " values) must have the elements of " + shape);
      }
    }
  }

  public int count() {
    return labels.length;
  }
}
