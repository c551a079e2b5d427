package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import org.sparseloom.stream.StreamFormat;

/**
 * Up-sampling: rows are kept, and every output beat reads the one or two that it is made of. Each
 * column is mixed as it is read, with the column before it, which is kept, if outputs lie between.
 * An output beat a cycle.
 */
public record ResizeStage(Resize layer, StreamFormat input, StreamFormat output)
    implements RoutingStage, RowBuffer {
  public ResizeStage {
    PoolingChecks.channelWise(layer, input, output);
    if (!input.format().equals(output.format())) {
      throw new IllegalArgumentException(
          layer.name() + ": output " + output.format() + " must be as input " + input.format());
    }
  }

  /** Returns the rows that are kept: between rows there are two to an output. */
  public RowStore store() {
    return new RowStore(input, layer.vertical().between() ? 2 : 1);
  }

  /** Returns the words that remember a row's last and last but one column; none for copies. */
  public int columnWords() {
    return layer.horizontal().between() ? 2 * input.beatsPerPixel() : 0;
  }

  /** Returns signed bits of a value mixed of two rows. */
  public int columnBits() {
    return input.format().operandBits() + partBits(layer.vertical());
  }

  /** Returns signed bits of the whole weighted sum. */
  public int sumBits() {
    return columnBits() + partBits(layer.horizontal());
  }

  /** A mean of values times the denominator: so many bits more than a value. */
  private static int partBits(Interpolation axis) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(axis.denominator() - 1);
  }

  /** Returns cycles from an address to its output: memory, a register per mixing, the output. */
  public int latencyCycles() {
    return 2 + (layer.vertical().between() ? 1 : 0) + (layer.horizontal().between() ? 1 : 0);
  }

  @Override
  public Optional<ResizeStage> ring() {
    return Optional.of(this);
  }

  @Override
  public int rowSlots() {
    return store().rowSlots();
  }

  @Override
  public int lastInputRow(int outputRow) {
    return layer.vertical().right(outputRow, input.shape().height());
  }

  @Override
  public int lastOutputRow(int inputRow) {
    Interpolation vertical = layer.vertical();
    int row = output.shape().height() - 1;
    while (row > 0 && firstInputRow(vertical, row) > inputRow) {
      row--;
    }
    return row;
  }

  private int firstInputRow(Interpolation vertical, int outputRow) {
    int height = input.shape().height();
    return vertical.between()
        ? vertical.left(outputRow, height)
        : vertical.right(outputRow, height);
  }

  @Override
  public String moduleName() {
    return "Resize_" + input.shape().channels() + "x" + input.shape().height() + "x"
        + input.shape().width() + "_" + name(layer.vertical()) + "_" + name(layer.horizontal())
        + "_l" + input.lanes() + "_a" + PoolingNames.format(input);
  }

  private static String name(Interpolation axis) {
    StringBuilder name = new StringBuilder(axis.factor() + "d" + axis.denominator());
    for (int phase = 0; phase < axis.factor(); phase++) {
      name.append('_').append(axis.ahead(phase)).append('p').append(axis.rightParts(phase));
    }
    return name.toString();
  }

  /** An output beat a cycle; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return output.beatsPerImage();
  }

  @Override
  public Optional<ProgressNets> progressNets() {
    return Optional.of(ProgressNets.ofRows());
  }

  /** The first output row needs one input row. */
  @Override
  public long fillCycles() {
    return store().wordsPerRow() + latencyCycles();
  }

  @Override
  public List<Unit> units() {
    return RoutingUnits.of(this);
  }
}
