package org.sparseloom.sparsity;

import java.util.Random;

/** Which output pixels of an image stand for all: one at random in each of equal stretches. */
final class SampledPixels {
  private SampledPixels() {}

  /** Returns ascending pixel indices; all of them if there are no more than asked for. */
  static int[] of(int pixels, int wanted, Random random) {
    int count = Math.min(pixels, wanted);
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      int first = (int) ((long) pixels * i / count);
      int next = (int) ((long) pixels * (i + 1) / count);
      sample[i] = first + random.nextInt(next - first);
    }
    return sample;
  }
}
