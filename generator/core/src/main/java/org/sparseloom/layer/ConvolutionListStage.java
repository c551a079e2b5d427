package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.tensor.Weights;

/**
 * A convolution on engines that walk lists of their weights that are not zero: in every cycle each
 * engine takes the next weight of its list and multiplies it with the activation, or with those of
 * two pixels side by side where {@link Packing} allows, that it belongs to. All engines are in
 * lock-step, their beats as long as {@link ListSchedule} says, so that the data do not matter;
 * activations may be zero.
 *
 * @param grid of engines with one multiplier each
 * @param sumBits of an accumulator, of which every row of engines has its own, see {@link RowSums}
 * @param beatCycles entries that are walked in every beat, see {@link WeightLists}
 */
public record ConvolutionListStage(ConvolutionGrid grid, int sumBits, List<Integer> beatCycles)
    implements GridStage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "list";

  /**
   * Share of weights that are zero below which lists win nothing: where all are there, an engine of
   * another kind takes two of them a cycle.
   */
  public static final double LEAST_ZEROS = 0.25;

  /** Beats for which an entry may be put off: more win little and take a larger copy of windows. */
  private static final int MOST_LAG = 2;

  /** From a word of the lists to the operands: its register, while the activation is looked up. */
  private static final int LOOK_UP_CYCLES = 1;

  public ConvolutionListStage {
    grid.folding().requireOneMultiplier(grid.layer(), ENGINE);
    beatCycles = List.copyOf(beatCycles);
    if (beatCycles.size() != grid.beatsPerPixel()) {
      throw new IllegalArgumentException(
          grid.layer().name() + ": lists of " + beatCycles.size() + " beats must be of "
              + grid.beatsPerPixel());
    }
  }

  /** Returns the stage whose lists are those of the weights. */
  public static ConvolutionListStage of(ConvolutionGrid grid, int sumBits, Weights weights) {
    return new ConvolutionListStage(grid, sumBits, WeightLists.cycles(grid, weights));
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int multipliers() {
    return grid.multipliers() / pixelsPerMultiplier();
  }

  /** Returns the pixels side by side that share multipliers: 2 or 1. */
  public int pixelsPerMultiplier() {
    return Packing.together(grid.packs(), grid.pixels(), packedFactorBits());
  }

  /** Returns the width of a signed activation that may be one below its format's least value. */
  public int packedFactorBits() {
    return grid.input().format().bits() + 1;
  }

  /**
   * Returns the width of what an engine looks up: an activation, or two side by side, the upper one
   * as {@link Packing} says.
   */
  public int valueBits() {
    int bits = grid.input().format().bits();
    boolean mayBorrow = grid.input().format().signed();
    return pixelsPerMultiplier() == 1 ? bits : bits + (mayBorrow ? packedFactorBits() : bits);
  }

  /** Returns the words of the lists of all beats. */
  public int words() {
    return beatCycles.stream().mapToInt(cycles -> cycles).sum();
  }

  /** Returns the first word of every beat. */
  public List<Integer> firstWords() {
    List<Integer> words = new ArrayList<>();
    int next = 0;
    for (int cycles : beatCycles) {
      words.add(next);
      next += cycles;
    }
    return words;
  }

  /** Returns the bits that name a pair of a beat, at least 1. */
  public int pairBits() {
    return Math.max(1, LutCosts.bits(grid.pairsPerBeat()));
  }

  /** Returns the bits that name a filter step of a beat, at least 1. */
  public int stepBits() {
    return Math.max(1, LutCosts.bits(grid.filtersPerEngine()));
  }

  /** Returns for how many beats an entry may be put off at most, see {@link ListSchedule}. */
  public int mostLag() {
    return mostLag(grid);
  }

  static int mostLag(ConvolutionGrid grid) {
    return Math.min(MOST_LAG, grid.beatsPerSum() - 1);
  }

  /** Returns whether entries may be put off. */
  public boolean putsOff() {
    return mostLag() > 0;
  }

  /**
   * Returns the windows that an engine keeps, a power of two: that of the present beat, those before
   * it that entries may be of, and one that is being written. Beats take the slots in turn.
   */
  public int windowSlots() {
    return 1 << LutCosts.bits(mostLag() + 2);
  }

  /** Returns how many slots entries may name, counted from that of the first beat of their sum. */
  public int namedSlots() {
    return Math.min(windowSlots(), grid.beatsPerSum());
  }

  /** Returns the bits that name the slot of an entry's window. */
  public int slotBits() {
    return LutCosts.bits(namedSlots());
  }

  /** Returns whether the first beat of every sum has the first slot. */
  public boolean sumsBeginAtFirstSlot() {
    return grid.beatsPerSum() % windowSlots() == 0;
  }

  /** Returns the values that an engine keeps of its windows. */
  public int windowDepth() {
    return windowSlots() << pairBits();
  }

  /**
   * Returns the width of an entry: weight, pair, slot of its window, step, and whether it is the first of
   * its step.
   */
  public int entryBits() {
    return grid.weightBits() + pairBits() + slotBits() + stepBits() + 1;
  }

  /**
   * One memory, the lists of all beats one after the other: a word holds an entry of every engine,
   * row-major, and above them whether the next word is the last of its beat. All pixels share it.
   */
  @Override
  public List<MemoryPort> memories() {
    return List.of(
        new MemoryPort("lists", words(), grid.folding().engines() * entryBits() + 1)
            .withZeroBits(grid.folding().engines() * zeroBits()),
        grid.channelMemory());
  }

  /** Returns the bits of an entry that would name one of one. */
  private int zeroBits() {
    return pairBits() - LutCosts.bits(grid.pairsPerBeat())
        + stepBits() - LutCosts.bits(grid.filtersPerEngine());
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    Weights weights = quantised.weights().orElseThrow();
    if (!WeightLists.cycles(grid, weights).equals(beatCycles)) {
      throw new IllegalArgumentException(
          layer().name() + ": the stage was made for other weights");
    }
    return List.of(
        new MemoryImage(memories().get(0), new WeightLists(this, weights).words()),
        ChannelMemory.image(output(), grid.accumulatorBits(), quantised));
  }

  @Override
  public String moduleName() {
    return grid.moduleName("ConvolutionList")
        + "_z" + sumBits
        + "_e" + words()
        + (pixelsPerMultiplier() == 1 ? "" : "_x2");
  }

  /**
   * Per pixel and group max(drain, sum over beats of their lists); the data do not matter.
   * Gathering and feeding a window take no longer than the shortest list.
   */
  @Override
  public double cyclesPerImage(Work work) {
    int lastOfRow = layer().outputShape().width() - 1;
    long row = 0;
    for (int group = 0; group < layer().groups(); group++) {
      int engines = engineCycles(group);
      row += (grid.lineBuffer().windowsPerRow() - 1L) * grid.pixelCycles(0, engines)
          + grid.pixelCycles(lastOfRow, engines);
    }
    return grid.atLeastStreams(layer().outputShape().height() * row);
  }

  private int engineCycles(int group) {
    int beats = grid.beatsPerSum();
    int gather = grid.lineBuffer().gatherCycles();
    return beatCycles.subList(group * beats, (group + 1) * beats).stream()
        .mapToInt(cycles -> Math.max(gather, cycles))
        .sum();
  }

  /** Returns cycles from a working cycle to its product at the accumulator. */
  public int engineLatency() {
    return LOOK_UP_CYCLES + StageLatency.engineCycles(1);
  }

  /** The first window is copied before its list begins, all others meanwhile. */
  @Override
  public long fillCycles() {
    return PoolingCycles.fill(grid.lineBuffer())
        + grid.pairsPerBeat()
        + engineCycles(0)
        + engineLatency()
        + StageLatency.drainCycles(grid.folding().parallelInputs());
  }

  @Override
  public List<Unit> units() {
    return ConvolutionUnits.list(this);
  }
}
