package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.stream.StreamFormat;

/** A convolution on a grid of engines of one kind; what the grid alone says of it. */
public sealed interface GridStage extends Stage
    permits ConvolutionSparseStage,
        ConvolutionDenseStage,
        ConvolutionSkipStage,
        ConvolutionColumnStage,
        ConvolutionListStage {
  ConvolutionGrid grid();

  @Override
  default Convolution layer() {
    return grid().layer();
  }

  @Override
  default StreamFormat input() {
    return grid().input();
  }

  @Override
  default StreamFormat output() {
    return grid().output();
  }

  @Override
  default Optional<LineBuffer> ring() {
    return Optional.of(grid().lineBuffer()).filter(buffer -> !buffer.bypassed());
  }

  @Override
  default Optional<ProgressNets> progressNets() {
    return Optional.of(ProgressNets.ofEngines());
  }
}
