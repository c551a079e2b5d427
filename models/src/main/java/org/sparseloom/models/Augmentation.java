package org.sparseloom.models;

import java.util.random.RandomGenerator;

/**
 * Random variation of training images: a mirror image half of the time, and a shift by up to {@code
 * maximumShiftPixels} in each direction, black moving in from the border.
 */
record Augmentation(boolean flip, int maximumShiftPixels) {

  /** Writes one varied image to {@code target}, starting at {@code offset}. */
  void apply(IdxImages images, int image, RandomGenerator random, float[] target, int offset) {
    boolean mirrored = flip && random.nextBoolean();
    int shiftRows = random.nextInt(-maximumShiftPixels, maximumShiftPixels + 1);
    int shiftColumns = random.nextInt(-maximumShiftPixels, maximumShiftPixels + 1);
    int position = offset;
    for (int row = 0; row < images.height(); row++) {
      for (int column = 0; column < images.width(); column++) {
        int source = mirrored ? images.width() - 1 - column : column;
        target[position++] = images.value(image, row + shiftRows, source + shiftColumns);
      }
    }
  }
}
