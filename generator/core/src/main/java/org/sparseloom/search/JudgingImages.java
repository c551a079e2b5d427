package org.sparseloom.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparseloom.data.ImageSet;
import org.sparseloom.problem.UserProblem;
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
          "images ("
              + pixels.size()
              + ") must be at least 1 and as many as labels ("
              + labels.length
              + ")");
    }
    for (float[] image : pixels) {
      if (image.length != shape.elements()) {
        throw new IllegalArgumentException(
            "image (" + image.length + " values) must have the elements of " + shape);
      }
    }
  }

  /**
   * Returns all images of a set.
   *
   * @throws UserProblem if an image has no label
   */
  public static JudgingImages of(ImageSet images) {
    List<float[]> pixels = new ArrayList<>();
    int[] labels = new int[images.size()];
    for (int i = 0; i < labels.length; i++) {
      int index = i;
      pixels.add(images.input(i));
      labels[i] =
          images
              .label(i)
              .orElseThrow(
                  () ->
                      UserProblem.usage(
                          "image "
                              + index
                              + " of "
                              + images.description()
                              + " has no label, but the search must know the right class",
                          "add labels, or give other images with --data."));
    }
    return new JudgingImages(images.shape(), pixels, labels);
  }

  /** Returns the first so many images, or all if there are fewer. */
  JudgingImages first(int count) {
    int last = Math.min(count, count());
    return new JudgingImages(shape, pixels.subList(0, last), Arrays.copyOf(labels, last));
  }

  /** Returns the same images in another order. */
  JudgingImages inOrder(List<Integer> order) {
    return new JudgingImages(
        shape,
        order.stream().map(pixels::get).toList(),
        order.stream().mapToInt(image -> labels[image]).toArray());
  }

  public int count() {
    return labels.length;
  }
}
