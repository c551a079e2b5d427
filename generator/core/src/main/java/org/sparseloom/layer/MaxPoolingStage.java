package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.stream.StreamFormat;

/** Max pooling behind a line buffer, as many channels side by side as the stream has lanes. */
public record MaxPoolingStage(MaxPooling layer, StreamFormat input, StreamFormat output)
    implements Stage {
  /** Values compared between two registers. */
  public static final int RADIX = RegisteredTree.RADIX;

  public MaxPoolingStage {
    PoolingChecks.channelWise(layer, input, output);
    if (!input.format().equals(output.format())) {
      throw new IllegalArgumentException(
          layer.name() + ": output " + output.format() + " must be as input " + input.format());
    }
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
  public String moduleName() {
    return PoolingNames.of("MaxPooling", layer.window(), input, output);
  }

  @Override
  public int multipliers() {
    return 0;
  }

  /** Returns the cycles from a window to its maxima: a register per level of comparisons. */
  public int latencyCycles() {
    return RegisteredTree.levels(layer.window().taps());
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
