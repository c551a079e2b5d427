package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.stream.StreamFormat;

/**
 * Global maximum pooling: one running maximum per channel, as many channels side by side as the
 * stream has lanes.
 */
public record GlobalMaxPoolingStage(
    GlobalMaxPooling layer, StreamFormat input, StreamFormat output) implements PoolingStage {
  public GlobalMaxPoolingStage {
    PoolingChecks.channelWise(layer, input, output);
    PoolingChecks.unchanged(layer, input, output);
  }

  @Override
  public String moduleName() {
    return "GlobalMaxPooling_" + input.shape().channels() + "x" + input.shape().height() + "x"
        + input.shape().width() + "_l" + input.lanes() + "_a" + PoolingNames.format(input);
  }

  @Override
  public double cyclesPerImage(Work work) {
    return input.beatsPerImage();
  }

  @Override
  public boolean givesAtEnd() {
    return true;
  }

  /** The maxima of the last pixel's first beat are in the output register one cycle later. */
  @Override
  public long fillCycles() {
    return input.beatsPerImage() - input.beatsPerPixel() + 1;
  }

  @Override
  public List<Unit> units() {
    return PoolingUnits.of(this);
  }
}
