package org.sparseloom.layer;

import java.util.List;

/** The hardware units inside convolution stages, for the resource model. */
final class ConvolutionUnits {
  private ConvolutionUnits() {}

  static List<Unit> sparse(ConvolutionSparseStage stage) {
    return List.of();
  }

  static List<Unit> dense(ConvolutionDenseStage stage) {
    return List.of();
  }
}
