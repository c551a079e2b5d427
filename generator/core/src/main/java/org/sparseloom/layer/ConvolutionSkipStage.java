package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.tensor.Weights;

/**
 * A convolution on engines that skip activations of zero: the engine row visits those of its beat that
 * are not zero in turn, and all its columns, in lock-step, multiply each with the weights of their
 * filters, one a cycle, two where {@link Packing} allows. Weights may be zero: they are multiplied.
 *
 * @param sumBits of an accumulator, of which every row of engines has its own, see {@link RowSums}
 */
public record ConvolutionSkipStage(ConvolutionGrid grid, int sumBits) implements GridStage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "skip";

  /** From the choice of an activation to its weights: the memory's address, its data. */
  private static final int FETCH_CYCLES = 2;

  public ConvolutionSkipStage {
    grid.folding().requireOneMultiplier(grid.layer(), ENGINE);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int multipliers() {
    return grid.sharedMultipliers();
  }

  /** Returns the words of a beat: an activation's are one behind the other. */
  public int wordsPerBeat() {
    return grid.pairsPerBeat() * grid.filtersPerEngine();
  }

  /**
   * One memory per row and pixel, word (beat x M + m) x F + step with a weight of every column; of two
   * that share multipliers the second one's as {@link Packing} says. Then the channel memory.
   */
  @Override
  public List<MemoryPort> memories() {
    List<MemoryPort> ports = new ArrayList<>();
    for (int pixel = 0; pixel < grid.pixels(); pixel++) {
      for (int row = 0; row < grid.folding().parallelInputs(); row++) {
        ports.add(weightMemory("_" + row + (pixel == 0 ? "" : "_" + pixel)));
      }
    }
    ports.add(grid.channelMemory());
    return ports;
  }

  private MemoryPort weightMemory(String row) {
    return new MemoryPort(
        "weights" + row,
        grid.beatsPerPixel() * wordsPerBeat(),
        grid.folding().parallelOutputs() * grid.weightBits());
  }

  @Override
  public List<MemoryKind> memoryKinds() {
    return List.of(
        new MemoryKind(weightMemory(""), grid.folding().parallelInputs() * grid.pixels()),
        new MemoryKind(grid.channelMemory(), 1));
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    Weights weights = quantised.weights().orElseThrow();
    List<List<BigInteger>> rows = new ArrayList<>();
    for (int row = 0; row < grid.folding().parallelInputs(); row++) {
      rows.add(words(weights, row));
    }
    List<MemoryPort> ports = memories();
    List<MemoryImage> images = new ArrayList<>();
    for (int port = 0; port < ports.size() - 1; port++) {
      images.add(new MemoryImage(ports.get(port), rows.get(port % rows.size())));
    }
    images.add(ChannelMemory.image(output(), grid.accumulatorBits(), quantised));
    return images;
  }

  private List<BigInteger> words(Weights weights, int row) {
    List<BigInteger> words = new ArrayList<>();
    for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
      for (int m = 0; m < grid.pairsPerBeat(); m++) {
        for (int step = 0; step < grid.filtersPerEngine(); step++) {
          MemoryWord word = new MemoryWord();
          for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
            word.append(
                grid.storedWeight(weights, beat, step, row, column, m), grid.weightBits());
          }
          words.add(word.value());
        }
      }
    }
    return words;
  }

  @Override
  public String moduleName() {
    return grid.moduleName("ConvolutionSkip") + "_z" + sumBits;
  }

  /**
   * Mean over pixels of max(drain, sum over beats of max(gather, slowest row)), a row's time for a beat
   * being max(1, F x its activations that are not zero), and F at least in the first beat of a sum.
   */
  @Override
  public double cyclesPerImage(Work work) {
    return new SkipSweep(layer(), work).perImage(grid);
  }

  @Override
  public double[] rowCycles(Work allPixels) {
    return new SkipSweep(layer(), allPixels).perRow(grid);
  }

  /** Returns cycles from the choice of an activation to its product at the accumulator. */
  public int engineLatency() {
    return FETCH_CYCLES + StageLatency.engineCycles(1);
  }

  /** Depends on the data: this is for half of the activations. */
  @Override
  public long fillCycles() {
    long activations = Math.max(1, grid.pairsPerBeat() / 2);
    return grid.fillCycles(
        grid.filtersPerEngine() * activations,
        engineLatency() + StageLatency.drainCycles(grid.folding().parallelInputs()));
  }

  @Override
  public List<Unit> units() {
    return ConvolutionUnits.skip(this);
  }
}
