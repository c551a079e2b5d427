package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/**
 * Global average pooling: one running sum per channel, as many channels side by side as the stream
 * has lanes, the pixels of a beat added first, scaled by multiplier and shift behind the last pixel.
 */
public record GlobalAveragePoolingStage(
    GlobalAveragePooling layer, StreamFormat input, StreamFormat output, int shift)
    implements PoolingStage {
  public GlobalAveragePoolingStage {
    PoolingChecks.channelWise(layer, input, output);
    if (output.pixels() != 1) {
      throw new IllegalArgumentException(layer.name() + ": output " + output + " is one pixel");
    }
  }

  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    return AverageConstants.of(this, quantised);
  }

  @Override
  public String moduleName() {
    return "GlobalAveragePooling_" + input.shape().channels() + "x" + input.shape().height() + "x"
        + input.shape().width() + "_l" + input.lanes() + "_a" + PoolingNames.format(input) + "_y"
        + PoolingNames.format(output) + "_h" + shift
        + PixelCounts.suffix(input.pixels());
  }

  /** Returns signed bits of a channel's sum over all pixels. */
  public int accumulatorBits() {
    return NumberFormat.signedFor(input.format().magnitude() * input.shape().pixels()).bits();
  }

  /** Returns the cycles in which the pixels of a beat are added to each other. */
  public int sumCycles() {
    return StageLatency.sumCycles(input.pixels(), true);
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
        + sumCycles()
        + 1
        + AveragePoolingStage.REQUANTISER_CYCLES;
  }

  @Override
  public List<Unit> units() {
    return PoolingUnits.of(this);
  }
}
