package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.stream.StreamFormat;

/** Max pooling behind a line buffer, as many channels side by side as the stream has lanes. */
public record MaxPoolingStage(MaxPooling layer, StreamFormat input, StreamFormat output)
    implements WindowPoolingStage {
  /** Values compared between two registers. */
  public static final int RADIX = RegisteredTree.RADIX;

  public MaxPoolingStage {
    PoolingChecks.channelWise(layer, input, output);
    PoolingChecks.windows(layer, layer.window(), input, output);
    PoolingChecks.unchanged(layer, input, output);
  }

  @Override
  public String moduleName() {
    return PoolingNames.of("MaxPooling", layer.window(), input, output);
  }

  /** The cycles from a window to its maxima: a register per level of comparisons. */
  @Override
  public int latencyCycles() {
    return RegisteredTree.levels(layer.window().taps());
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
