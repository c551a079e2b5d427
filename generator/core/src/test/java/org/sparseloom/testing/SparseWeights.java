package org.sparseloom.testing;

import java.util.Random;
import org.sparseloom.layer.Convolution;
import org.sparseloom.tensor.Weights;

/** Random weights of which two thirds are zero. */
public final class SparseWeights {
  private SparseWeights() {}

  /** Returns weights of a convolution; equal seeds give equal ones. */
  public static Weights of(Convolution layer, long seed) {
    Random random = new Random(seed);
    int[] values = new int[layer.outputs() * layer.pairsPerOutput()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(3) == 0 ? 1 + random.nextInt(100) : 0;
    }
    return new Weights(
        layer.outputs(), layer.window().kernelHeight(), layer.window().kernelWidth(),
        layer.channelsPerGroup(), values);
  }
}
