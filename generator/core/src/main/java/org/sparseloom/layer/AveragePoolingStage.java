package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/** Average pooling behind a line buffer, as many channels side by side as the stream has lanes. */
public record AveragePoolingStage(
    AveragePooling layer, StreamFormat input, StreamFormat output, int shift) implements WindowPoolingStage {
  /** Cycles from a sum to its requantised value. */
  static final int REQUANTISER_CYCLES = 4;

  public AveragePoolingStage {
    PoolingChecks.channelWise(layer, input, output);
    PoolingChecks.windows(layer, layer.window(), input, output);
  }

  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    return AverageConstants.of(this, quantised);
  }

  @Override
  public String moduleName() {
    return PoolingNames.of("AveragePooling", layer.window(), input, output) + "_h" + shift;
  }

  /** Returns signed bits of a window's sum. */
  public int accumulatorBits() {
    return NumberFormat.signedFor(input.format().magnitude() * layer.window().taps()).bits();
  }

  /** The cycles from a window to its averages: a register per level of additions, then four. */
  @Override
  public int latencyCycles() {
    int taps = layer.window().taps();
    return (taps == 1 ? 0 : RegisteredTree.levels(taps)) + REQUANTISER_CYCLES;
  }

  @Override
  public LineBuffer lineBuffer() {
    return new LineBuffer(layer.window(), input);
  }

  @Override
  public List<Unit> units() {
    return PoolingUnits.of(this);
  }
}
