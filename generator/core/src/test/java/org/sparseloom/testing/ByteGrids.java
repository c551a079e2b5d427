package org.sparseloom.testing;

import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/** Grids of 8-bit weights and unsigned 8-bit activations whose layers need no weights. */
public final class ByteGrids {
  private ByteGrids() {}

  /** Returns a grid that takes so many pixels side by side; the layer's stride must be 1. */
  public static ConvolutionGrid of(Convolution layer, Folding folding, int pixels) {
    int lanes = folding.parallelInputs() * folding.channelsPerEngine();
    NumberFormat format = NumberFormat.unsigned(8);
    return new ConvolutionGrid(
        layer,
        new StreamFormat(layer.inputShape(), lanes, format, pixels),
        new StreamFormat(layer.outputShape(), folding.outputLanes(), format, pixels),
        8,
        24,
        16,
        true,
        MultiplierKind.DSP,
        folding);
  }
}
