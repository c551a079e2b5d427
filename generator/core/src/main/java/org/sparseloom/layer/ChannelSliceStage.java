package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.stream.StreamFormat;

/** Lets some beats of every pixel pass and takes the others away, a beat a cycle. */
public record ChannelSliceStage(ChannelSlice layer, StreamFormat input, StreamFormat output)
    implements RoutingStage {
  public ChannelSliceStage {
    PoolingChecks.channelWise(layer, input, output);
    if (!input.format().equals(output.format()) || layer.first() % input.lanes() != 0) {
      throw new IllegalArgumentException(
          layer.name() + ": streams " + input + " and " + output + " must have equal formats and"
              + " lanes that divide the first channel (" + layer.first() + ")");
    }
  }

  /** Returns the first beat of a pixel that passes. */
  public int firstBeat() {
    return layer.first() / input.lanes();
  }

  @Override
  public String moduleName() {
    return "ChannelSlice_" + input.beatsPerPixel() + "_f" + firstBeat() + "_n"
        + output.beatsPerPixel() + "_l" + input.lanes() + "_a" + PoolingNames.format(input);
  }

  /** A beat of the input a cycle; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return input.beatsPerImage();
  }

  /** The first beats do not pass; one register. */
  @Override
  public long fillCycles() {
    return firstBeat() + 1L;
  }

  @Override
  public List<Unit> units() {
    return RoutingUnits.of(this);
  }
}
