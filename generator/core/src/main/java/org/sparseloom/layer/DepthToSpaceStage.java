package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.stream.StreamFormat;

/**
 * Spreads channels over pixels: a row of the input is kept while the rows of its blocks are read from
 * it, an output beat a cycle.
 *
 * @param input stream whose lanes divide the channels of a run
 * @param output stream of as many lanes
 */
public record DepthToSpaceStage(DepthToSpace layer, StreamFormat input, StreamFormat output)
    implements RoutingStage, RowBuffer {
  public DepthToSpaceStage {
    PoolingChecks.channelWise(layer, input, output);
    if (!input.format().equals(output.format()) || layer.channelsPerRun() % input.lanes() != 0) {
      throw new IllegalArgumentException(
          layer.name() + ": streams " + input + " and " + output + " must have equal formats and"
              + " lanes that divide the " + layer.channelsPerRun() + " channels of a run");
    }
  }

  public RowStore store() {
    return new RowStore(input, 1);
  }

  /** Returns the beats of a run in an output pixel. */
  public int beatsPerRun() {
    return layer.channelsPerRun() / input.lanes();
  }

  /** Returns cycles from an address to its output: memory and output register. */
  public int latencyCycles() {
    return 2;
  }

  @Override
  public Optional<DepthToSpaceStage> ring() {
    return Optional.of(this);
  }

  @Override
  public int rowSlots() {
    return store().rowSlots();
  }

  @Override
  public int lastInputRow(int outputRow) {
    return (outputRow + layer.cropTop()) / layer.blockHeight();
  }

  @Override
  public int lastOutputRow(int inputRow) {
    int last = (inputRow + 1) * layer.blockHeight() - 1 - layer.cropTop();
    return Math.min(layer.height() - 1, last);
  }

  @Override
  public String moduleName() {
    return "DepthToSpace_" + input.shape().channels() + "x" + input.shape().height() + "x"
        + input.shape().width() + "_b" + layer.blockHeight() + "x" + layer.blockWidth()
        + "_g" + layer.runs() + "_c" + layer.cropTop() + "x" + layer.cropLeft()
        + "_o" + layer.height() + "x" + layer.width()
        + "_l" + input.lanes() + "_a" + PoolingNames.format(input);
  }

  /** All of the input comes in, whatever is cropped; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return Math.max(input.beatsPerImage(), output.beatsPerImage());
  }

  @Override
  public Optional<ProgressNets> progressNets() {
    return Optional.of(ProgressNets.ofRows());
  }

  @Override
  public long fillCycles() {
    return store().wordsPerRow() + latencyCycles();
  }

  @Override
  public List<Unit> units() {
    return RoutingUnits.of(this);
  }
}
