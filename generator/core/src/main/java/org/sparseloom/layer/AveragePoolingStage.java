package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.stream.StreamFormat;

/** Average pooling behind a line buffer, as many channels side by side as the stream has lanes. */
public record AveragePoolingStage(AveragePooling layer, StreamFormat input, StreamFormat output, int shift)
    implements Stage {
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

  public LineBuffer lineBuffer() {
    return new LineBuffer(layer.window(), input);
  }

  /** A window beat takes its gather cycles; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return Math.max(
        input.beatsPerImage(), output.beatsPerImage() * lineBuffer().gatherCycles());
  }

  @Override
  public long fillCycles() {
    int rows = Math.min(layer.inputShape().height(),
        layer.window().kernelHeight() - layer.window().padTop());
    return (long) rows * lineBuffer().wordsPerRow() + lineBuffer().gatherCycles() + 2;
  }

  @Override
  public List<Unit> units() {
    return List.of();
  }
}
