package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.tensor.Weights;

/**
 * A convolution on dense vector engines: every pair is multiplied, M / N cycles a beat and filter,
 * all engines in lock-step behind one weight memory, those of a column adding into one accumulator.
 * Where {@link Packing} allows, two columns share their multipliers, adders and accumulator.
 */
public record ConvolutionDenseStage(ConvolutionGrid grid) implements GridStage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "dense";

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int multipliers() {
    return grid.sharedMultipliers();
  }

  /**
   * One memory: word (beat x F + step) x M/N + c holds N weights of every engine, row-major; pixels
   * side by side share them. Of two columns that share multipliers the second one's stand there as
   * {@link Packing} says.
   */
  @Override
  public List<MemoryPort> memories() {
    return List.of(
        new MemoryPort(
            "weights",
            grid.beatsPerPixel() * grid.filtersPerEngine() * grid.denseCycles(),
            grid.folding().multipliers() * grid.weightBits()),
        grid.channelMemory());
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    Weights weights = quantised.weights().orElseThrow();
    MemoryPort port = memories().get(0);
    int perEngine = grid.folding().multipliersPerEngine();
    List<BigInteger> words = new ArrayList<>(port.depth());
    for (int beat = 0; beat < grid.beatsPerPixel(); beat++) {
      for (int step = 0; step < grid.filtersPerEngine(); step++) {
        for (int cycle = 0; cycle < grid.denseCycles(); cycle++) {
          MemoryWord word = new MemoryWord();
          for (int row = 0; row < grid.folding().parallelInputs(); row++) {
            for (int column = 0; column < grid.folding().parallelOutputs(); column++) {
              for (int n = 0; n < perEngine; n++) {
                word.append(
                    grid.storedWeight(weights, beat, step, row, column, cycle * perEngine + n),
                    grid.weightBits());
              }
            }
          }
          words.add(word.value());
        }
      }
    }
    return List.of(
        new MemoryImage(port, words),
        ChannelMemory.image(output(), grid.accumulatorBits(), quantised));
  }

  @Override
  public String moduleName() {
    return grid.moduleName("ConvolutionDense");
  }

  /**
   * Per pixel and group max(drain, engines), the engines taking beats x max(gather, F x M / N); the
   * data do not matter. Where the drain sets the pace, the engines are a bank ahead of it, and that hides the
   * gathering of a row's first window.
   */
  @Override
  public double cyclesPerImage(Work work) {
    int perBeat = Math.max(grid.lineBuffer().gatherCycles(),
        grid.filtersPerEngine() * grid.denseCycles());
    int enginesPerPixel = grid.beatsPerSum() * perBeat;
    int width = grid.lineBuffer().windowsPerRow() * layer().groups();
    long drain = (long) width * grid.drainCycles();
    long row =
        enginesPerPixel < grid.drainCycles()
            ? Math.max(
                drain,
                (width - 1L) * enginesPerPixel
                    + Math.max(enginesPerPixel, grid.lineBuffer().firstGatherCycles()))
            : (width - 1L) * enginesPerPixel
                + grid.pixelCycles(layer().outputShape().width() - 1, enginesPerPixel);
    return grid.atLeastStreams(layer().outputShape().height() * row);
  }

  /** Returns the pairs that are multiplied and added per cycle for one output column: Pi x N. */
  public int pairsPerColumn() {
    return grid.folding().parallelInputs() * grid.folding().multipliersPerEngine();
  }

  /** Returns cycles from the engines' working cycle to their sum at the accumulator. */
  public int engineLatency() {
    return StageLatency.engineCycles(pairsPerColumn());
  }

  @Override
  public long fillCycles() {
    return grid.fillCycles(
        (long) grid.filtersPerEngine() * grid.denseCycles(),
        engineLatency() + StageLatency.drainCycles(1));
  }

  @Override
  public List<Unit> units() {
    return ConvolutionUnits.dense(this);
  }
}
