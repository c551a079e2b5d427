package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparseloom.tensor.Weights;

/**
 * A convolution on sparse vector dot product engines (SPE, HASS section 2): each engine takes a beat
 * of M pairs, visits its F filters in turn and hands only the non-zero pairs to its N multipliers.
 *
 * @param sumBits of an accumulator, of which every row of engines has its own, see {@link RowSums}
 */
public record ConvolutionSparseStage(ConvolutionGrid grid, int sumBits) implements GridStage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "sparse";

  /** From the cycle that chooses pairs to that in which their operands reach the multipliers. */
  private static final int CHOICE_CYCLES = 1;

  /**
   * The largest engine that Yosys was seen to map with eight levels of logic; twice the pairs, or one
   * multiplier more, have nine (docs/timing.md).
   */
  private static final int MOST_SHALLOW_PAIRS = 36;

  private static final int MOST_SHALLOW_MULTIPLIERS = 3;

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int multipliers() {
    return grid.multipliers();
  }

  /**
   * One memory per engine, M weights a word at address beat x F + step; then the channel memory.
   * Engines of pixels side by side go through the same words, but each at its own pace.
   */
  @Override
  public List<MemoryPort> memories() {
    List<MemoryPort> ports = new ArrayList<>();
    for (int pixel = 0; pixel < grid.pixels(); pixel++) {
      for (int row = 0; row < grid.folding().parallelInputs(); row++) {
        for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
          ports.add(weightMemory("_" + row + "_" + column + (pixel == 0 ? "" : "_" + pixel)));
        }
      }
    }
    ports.add(grid.channelMemory());
    return ports;
  }

  private MemoryPort weightMemory(String engine) {
    return new MemoryPort(
        "weights" + engine,
        grid.beatsPerPixel() * grid.filtersPerEngine(),
        grid.pairsPerBeat() * grid.weightBits());
  }

  @Override
  public List<MemoryKind> memoryKinds() {
    return List.of(
        new MemoryKind(weightMemory(""), grid.engines()), new MemoryKind(grid.channelMemory(), 1));
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    Weights weights = quantised.weights().orElseThrow();
    List<MemoryPort> ports = memories();
    List<MemoryImage> images = new ArrayList<>();
    int columns = grid.folding().parallelOutputs();
    for (int place = 0; place < grid.engines(); place++) {
      MemoryPort port = ports.get(place);
      int engine = place % grid.folding().engines();
      List<BigInteger> words = new ArrayList<>(port.depth());
      for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
        for (int step = 0; step < grid.filtersPerEngine(); step++) {
          MemoryWord word = new MemoryWord();
          for (int m = 0; m < grid.pairsPerBeat(); m++) {
            word.append(grid.weight(weights, beat, step, engine / columns, engine % columns, m),
                grid.weightBits());
          }
          words.add(word.value());
        }
      }
      images.add(new MemoryImage(port, words));
    }
    images.add(ChannelMemory.image(output(), grid.accumulatorBits(), quantised));
    return images;
  }

  @Override
  public String moduleName() {
    return grid.moduleName("ConvolutionSparse") + "_z" + sumBits;
  }

  /**
   * Mean over pixels of max(drain, sum over beats of max(gather, slowest engine)), an engine's time
   * for a beat being the sum over its filters of max(1, ceil(k / N)) (hass.md section 2).
   */
  @Override
  public double cyclesPerImage(Work work) {
    return new SparseSweep(layer(), work).perImage(grid);
  }

  /**
   * Returns whether engines find their pairs within eight levels of logic.
   *
   * @param pairs of a beat (M)
   * @param multipliers of an engine (N)
   */
  public static boolean isShallow(int pairs, int multipliers) {
    return pairs <= MOST_SHALLOW_PAIRS && multipliers <= MOST_SHALLOW_MULTIPLIERS;
  }

  @Override
  public Optional<String> deepLogic() {
    int pairs = grid.pairsPerBeat();
    int multipliers = grid.folding().multipliersPerEngine();
    return isShallow(pairs, multipliers)
        ? Optional.empty()
        : Optional.of(
            "sparse engines that find multipliersPerEngine (" + multipliers + ") of " + pairs
                + " pairs in a cycle may have more than 8 levels of logic");
  }

  /** Returns cycles from an engine's working cycle to its partial sum at the accumulator. */
  public int engineLatency() {
    return CHOICE_CYCLES + StageLatency.engineCycles(grid.folding().multipliersPerEngine());
  }

  @Override
  public double[] rowCycles(Work allPixels) {
    return new SparseSweep(layer(), allPixels).perRow(grid);
  }

  /** Depends on the data: this is for half of the pairs. */
  @Override
  public long fillCycles() {
    int pairs = grid.pairsPerBeat() / 2;
    int perFilter = Math.max(1, pairs / grid.folding().multipliersPerEngine());
    return grid.fillCycles(
        (long) grid.filtersPerEngine() * perFilter,
        engineLatency() + StageLatency.drainCycles(grid.folding().parallelInputs()));
  }

  @Override
  public List<Unit> units() {
    return ConvolutionUnits.sparse(this);
  }
}
