package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.tensor.Weights;

/**
 * A convolution on column engines: the activations of a beat that are not zero are handed to all engines
 * of a row, one a cycle, and each engine multiplies them with its column of weights that belong to them,
 * an entry a cycle, leaving out weights of zero. Where {@link Packing} allows, two filters side by side
 * share an engine and an entry has a weight of both. Engines have queues of activations, and may be one
 * sum ahead of each other, so that long columns of some and short ones of others make up for each other.
 *
 * @param grid of engines with one multiplier each
 * @param sumBits of an accumulator, of which every row of engines has its own, see {@link RowSums}
 * @param entries of the engine that has most of them, see {@link WeightColumns}
 */
public record ConvolutionColumnStage(ConvolutionGrid grid, int sumBits, int entries)
    implements GridStage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "column";

  /** Activations that an engine can queue: LUT RAM has no fewer places. */
  public static final int QUEUE = 32;

  /** So many in a queue stop the feeder; more of them are on their way then. */
  public static final int ENOUGH = 24;

  /** From the address of an entry to its weights. */
  private static final int FETCH_CYCLES = 1;

  public ConvolutionColumnStage {
    grid.folding().requireOneMultiplier(grid.layer(), ENGINE);
  }

  /** Returns the stage whose columns are those of the weights. */
  public static ConvolutionColumnStage of(ConvolutionGrid grid, int sumBits, Weights weights) {
    return new ConvolutionColumnStage(grid, sumBits, new WeightColumns(grid, weights).most());
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int multipliers() {
    return grid.sharedMultipliers();
  }

  /** Returns how many activations an engine can queue. */
  public int queue() {
    return QUEUE;
  }

  /** Returns the words of a memory of columns: one for every pair of every beat. */
  public int columnWords() {
    return grid.beatsPerPixel() * grid.pairsPerBeat();
  }

  /** Returns the bits that say where a column's entries begin, at least 1. */
  public int startBits() {
    return Math.max(1, LutCosts.bits(entries));
  }

  /** Returns the bits of a column: where its entries begin, and how many there are, 0..F. */
  public int columnBits() {
    return startBits() + LutCosts.bits(grid.filtersPerEngine() + 1);
  }

  /** Returns the bits that name a filter step, at least 1. */
  public int stepBits() {
    return Math.max(1, LutCosts.bits(grid.filtersPerEngine()));
  }

  /** Returns the bits of an entry: a weight, or two as {@link Packing} says, and the step. */
  public int entryBits() {
    return grid.filtersPerMultiplier() * grid.weightBits() + stepBits();
  }

  /** Returns the engines of a row and pixel. */
  public int enginesPerRow() {
    return grid.folding().parallelOutputs() / grid.filtersPerMultiplier();
  }

  /**
   * One memory of columns per row and pixel, with a column of each of its engines in word beat x M + m;
   * then one of entries per engine; then the channel memory.
   */
  @Override
  public List<MemoryPort> memories() {
    List<MemoryPort> ports = new ArrayList<>();
    int rows = grid.folding().parallelInputs();
    for (int pixel = 0; pixel < grid.pixels(); pixel++) {
      for (int row = 0; row < rows; row++) {
        ports.add(columnMemory("_" + row + suffix(pixel)));
      }
    }
    for (int pixel = 0; pixel < grid.pixels(); pixel++) {
      for (int row = 0; row < rows; row++) {
        for (int engine = 0; engine < enginesPerRow(); engine++) {
          ports.add(entryMemory("_" + row + "_" + engine + suffix(pixel)));
        }
      }
    }
    ports.add(grid.channelMemory());
    return ports;
  }

  private static String suffix(int pixel) {
    return pixel == 0 ? "" : "_" + pixel;
  }

  private MemoryPort columnMemory(String row) {
    return new MemoryPort("columns" + row, columnWords(), enginesPerRow() * columnBits());
  }

  private MemoryPort entryMemory(String engine) {
    return new MemoryPort("entries" + engine, entries, entryBits());
  }

  @Override
  public List<MemoryKind> memoryKinds() {
    int rows = grid.folding().parallelInputs() * grid.pixels();
    return List.of(
        new MemoryKind(columnMemory(""), rows),
        new MemoryKind(entryMemory(""), rows * enginesPerRow()),
        new MemoryKind(grid.channelMemory(), 1));
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    WeightColumns columns = new WeightColumns(grid, quantised.weights().orElseThrow());
    if (columns.most() != entries) {
      throw new IllegalArgumentException(
          layer().name() + ": the stage was made for other weights");
    }
    List<MemoryPort> ports = memories();
    List<MemoryImage> images = new ArrayList<>();
    int rows = grid.folding().parallelInputs();
    for (int place = 0; place < grid.pixels() * rows; place++) {
      images.add(new MemoryImage(ports.get(images.size()), columns.columns(this, place % rows)));
    }
    for (int place = 0; place < grid.pixels() * rows; place++) {
      for (int engine = 0; engine < enginesPerRow(); engine++) {
        images.add(
            new MemoryImage(
                ports.get(images.size()), columns.entries(this, place % rows, engine)));
      }
    }
    images.add(ChannelMemory.image(output(), grid.accumulatorBits(), quantised));
    return images;
  }

  @Override
  public String moduleName() {
    return grid.moduleName("ConvolutionColumn") + "_z" + sumBits + "_e" + entries;
  }

  /** What {@link ColumnClock} counts; an exact model of queues and banks. */
  @Override
  public double cyclesPerImage(Work work) {
    return new ColumnSweep(layer(), work, grid.filtersPerMultiplier()).perImage(grid);
  }

  @Override
  public double[] rowCycles(Work allPixels) {
    return new ColumnSweep(layer(), allPixels, grid.filtersPerMultiplier()).perRow(grid);
  }

  /** Returns cycles from taking an entry to its product at the accumulator. */
  public int engineLatency() {
    return FETCH_CYCLES + StageLatency.engineCycles(1);
  }

  /** Depends on the data: this is for half of the pairs. */
  @Override
  public long fillCycles() {
    long entriesOfBeat = Math.max(1, grid.pairsPerBeat() / 2) * (long) grid.filtersPerEngine();
    return grid.fillCycles(
        entriesOfBeat,
        ColumnClock.QUEUE_CYCLES
            + engineLatency()
            + StageLatency.drainCycles(grid.folding().parallelInputs()));
  }

  @Override
  public List<Unit> units() {
    return ConvolutionUnits.column(this);
  }
}
