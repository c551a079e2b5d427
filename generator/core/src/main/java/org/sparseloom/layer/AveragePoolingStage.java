package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/** Average pooling behind a line buffer, as many channels side by side as the stream has lanes. */
public record AveragePoolingStage(
    AveragePooling layer, StreamFormat input, StreamFormat output, int shift) implements Stage {
  /** Cycles from a sum to its requantised value. */
  static final int REQUANTISER_CYCLES = 4;

  public AveragePoolingStage {
    PoolingChecks.channelWise(layer, input, output);
  }

  @Override
  public String engine() {
    return "pool";
  }

  @Override
  public List<MemoryPort> memories() {
    return List.of();
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    return List.of();
  }

  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    return AverageConstants.of(this, quantised);
  }

  @Override
  public String moduleName() {
    return PoolingNames.of("AveragePooling", layer.window(), input, output) + "_h" + shift;
  }

  @Override
  public int multipliers() {
    return 0;
  }

  /** Returns signed bits of a window's sum. */
  public int accumulatorBits() {
    return NumberFormat.signedFor(input.format().magnitude() * layer.window().taps()).bits();
  }

  /** Returns the cycles from a window to its averages: a register per level of additions, then four. */
  public int latencyCycles() {
    int taps = layer.window().taps();
    return (taps == 1 ? 0 : RegisteredTree.levels(taps)) + REQUANTISER_CYCLES;
  }

  public LineBuffer lineBuffer() {
    return new LineBuffer(layer.window(), input);
  }

  @Override
  public Optional<LineBuffer> ring() {
    return Optional.of(lineBuffer()).filter(buffer -> !buffer.bypassed());
  }

  /** The longer of reading the input and gathering all windows; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return PoolingCycles.perImage(lineBuffer());
  }

  @Override
  public long fillCycles() {
    return PoolingCycles.fill(lineBuffer()) + latencyCycles();
  }

  @Override
  public List<Unit> units() {
    return PoolingUnits.of(this);
  }
}
