package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/**
 * Global average pooling: one running sum per channel, as many channels side by side as the stream
 * has lanes, scaled by multiplier and shift behind the last pixel.
 */
public record GlobalAveragePoolingStage(
    GlobalAveragePooling layer, StreamFormat input, StreamFormat output, int shift)
    implements PoolingStage {
  public GlobalAveragePoolingStage {
    PoolingChecks.channelWise(layer, input, output);
  }

  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    return AverageConstants.of(this, quantised);
  }

  @Override
  public String moduleName() {
    return "GlobalAveragePooling_" + input.shape().channels() + "x" + input.shape().height() + "x"
        + input.shape().width() + "_l" + input.lanes() + "_a" + PoolingNames.format(input) + "_y"
        + PoolingNames.format(output) + "_h" + shift;
  }

  /** Returns signed bits of a channel's sum over all pixels. */
  public int accumulatorBits() {
    return NumberFormat.signedFor(input.format().magnitude() * input.shape().pixels()).bits();
  }

  @Override
  public double cyclesPerImage(Work work) {
    return input.beatsPerImage();
  }

  @Override
  public boolean givesAtEnd() {
    return true;
  }

  @Override
  public long fillCycles() {
    return input.beatsPerImage()
        - input.beatsPerPixel()
        + 1
        + AveragePoolingStage.REQUANTISER_CYCLES;
  }

  @Override
  public List<Unit> units() {
    return PoolingUnits.of(this);
  }
}
