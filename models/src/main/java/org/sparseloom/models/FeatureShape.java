package org.sparseloom.models;

/**
 * Shape of one image's features between two layers, in elements; height and width are 1 after a
 * flatten.
 */
record FeatureShape(int channels, int height, int width) {

  FeatureShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          ("Feature shape %dx%dx%d: every dimension must be at least 1.\n"
                  + "Maybe a stride or pool is too large for its input?")
              .formatted(channels, height, width));
    }
  }

  /** Number of elements. */
  int size() {
    return channels * height * width;
  }
}
