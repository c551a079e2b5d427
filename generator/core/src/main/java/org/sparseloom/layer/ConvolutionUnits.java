package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/**
 * The hardware units inside convolution stages, for the resource model: every Chisel module below the
 * stage's own, without what stands below that again, and what is left in the stage's module itself.
 */
final class ConvolutionUnits {
  /** An engine without anything to add. */
  private static final Map<String, Integer> SINGLE_PRODUCT =
      Map.of("additions", 0, "treeBits", 0, "productBits", 0, "sumBits", 0);

  private final ConvolutionGrid grid;

  /** Products of one multiplier, and sums of one accumulator. */
  private final int products;

  private final List<Unit> units = new ArrayList<>();

  private ConvolutionUnits(ConvolutionGrid grid, int products) {
    this.grid = grid;
    this.products = products;
  }

  static List<Unit> sparse(ConvolutionSparseStage stage) {
    ConvolutionUnits units = new ConvolutionUnits(stage.grid(), 1);
    units.sparseEngines(stage.engineLatency());
    units.around(
        "ConvolutionSparse", stage.engineLatency(), stage.grid().folding().parallelInputs(),
        stage.sumBits(), false);
    return List.copyOf(units.units);
  }

  static List<Unit> dense(ConvolutionDenseStage stage) {
    ConvolutionUnits units =
        new ConvolutionUnits(stage.grid(), stage.grid().filtersPerMultiplier());
    units.denseEngines(stage);
    units.around("ConvolutionDense", stage.engineLatency(), 1, stage.grid().accumulatorBits(),
        stage.grid().beatsPerSum() == 1 && stage.grid().denseCycles() == 1);
    return List.copyOf(units.units);
  }

  static List<Unit> skip(ConvolutionSkipStage stage) {
    ConvolutionGrid grid = stage.grid();
    ConvolutionUnits units = new ConvolutionUnits(grid, grid.filtersPerMultiplier());
    units.skipControls(stage);
    units.around(
        "ConvolutionSkip", stage.engineLatency(), grid.folding().parallelInputs(),
        stage.sumBits(), false);
    return List.copyOf(units.units);
  }

  static List<Unit> list(ConvolutionListStage stage) {
    ConvolutionGrid grid = stage.grid();
    ConvolutionUnits units = new ConvolutionUnits(grid, stage.pixelsPerMultiplier());
    units.listEngines(stage);
    units.multipliers(
        stage.pixelsPerMultiplier() == 1
            ? units.activationBits()
            : Packing.operandBits(stage.packedFactorBits()),
        grid.weightBits());
    units.grid(
        stage.engineLatency(), grid.folding().parallelInputs(), stage.sumBits(), false);
    units.add("ConvolutionList", 1, Map.of(
        "entryBits", grid.folding().engines() * stage.entryBits()));
    return List.copyOf(units.units);
  }

  static List<Unit> column(ConvolutionColumnStage stage) {
    ConvolutionGrid grid = stage.grid();
    ConvolutionUnits units = new ConvolutionUnits(grid, grid.filtersPerMultiplier());
    units.columnEngines(stage);
    units.multipliers(
        units.activationBits(),
        units.products == 1 ? grid.weightBits() : Packing.operandBits(grid.weightBits()));
    units.accumulators(
        grid.folding().parallelInputs() * stage.enginesPerRow() * grid.pixels(), stage.sumBits(),
        false);
    units.drain(grid.folding().parallelInputs(), stage.sumBits());
    units.units.addAll(grid.lineBuffer().units());
    int pairs = grid.pixels() * grid.folding().parallelInputs() * grid.pairsPerBeat();
    int rows = grid.pixels() * grid.folding().parallelInputs();
    units.add("ConvolutionColumn", 1, Map.of(
        "rows", rows,
        "engines", rows * stage.enginesPerRow(),
        "pairs", pairs,
        "activationBits", grid.input().format().bits(),
        "zeroLuts", LutCosts.function(grid.input().format().bits())));
    return List.copyOf(units.units);
  }

  private void columnEngines(ConvolutionColumnStage stage) {
    int pairs = grid.pairsPerBeat();
    int activationBits = grid.input().format().bits();
    int rows = grid.folding().parallelInputs() * grid.pixels();
    int engines = rows * stage.enginesPerRow();
    int queuedBits = activationBits + stage.columnBits() + 2;
    add("ColumnControl", 1, Map.of(
        "engines", engines, "words", stage.columnWords(), "beats", grid.beatsPerSum()));
    add("ColumnFeeder", rows, Map.of(
        "M", pairs, "words", stage.columnWords(), "activationBits", activationBits));
    add("OperandSelector", rows, selector(pairs, activationBits));
    if (pairs > 1) {
      add("PairArbiter", rows, arbiter(1));
    }
    add("ColumnEngine", engines, Map.of(
        "ramLuts", LutCosts.memory(ConvolutionColumnStage.QUEUE, queuedBits),
        "addressBits", LutCosts.bits(stage.entries()),
        "countBits", stage.columnBits() - stage.startBits(),
        "activationBits", activationBits,
        "stepBits", stage.stepBits()));
    add("DenseEngine", engines, SINGLE_PRODUCT);
  }

  private void listEngines(ConvolutionListStage stage) {
    int pairs = grid.pairsPerBeat();
    int activationBits = grid.input().format().bits();
    int engines = grid.engines() / products;
    int feeders = grid.folding().parallelInputs() * grid.pixels() / products;
    int depth = stage.windowDepth();
    add("ListControl", 1, Map.of(
        "words", stage.words(), "M", pairs, "delays", stage.engineLatency()));
    add("ListFeeder", feeders, Map.of(
        "heldBits", products * pairs * activationBits,
        // Whether, in which window, for which pair.
        "writeBits", 1 + LutCosts.bits(stage.windowDepth()) + stage.valueBits()));
    add("OperandSelector", feeders * products, selector(pairs, activationBits));
    add("ListEngine", engines, Map.of(
        "markBits", StageLatency.MULTIPLIER_CYCLES * (1 + stage.stepBits()),
        "slotLuts",
        stage.putsOff() && !stage.sumsBeginAtFirstSlot()
            ? LutCosts.bits(stage.windowSlots())
            : 0));
    add("WindowMemory", engines, Map.of(
        "ramLuts", LutCosts.memory(depth, stage.valueBits()),
        "bankMuxes", LutCosts.bankMultiplexers(depth, stage.valueBits())));
    add("DenseEngine", engines, SINGLE_PRODUCT);
  }

  private void skipControls(ConvolutionSkipStage stage) {
    int rows = grid.folding().parallelInputs() * grid.pixels();
    int pairs = grid.pairsPerBeat();
    int latency = stage.engineLatency();
    add("SkipControl", rows, Map.of(
        "M", pairs,
        "words", stage.wordsPerBeat() * grid.beatsPerPixel(),
        "beats", grid.beatsPerSum(),
        "steps", grid.filtersPerEngine(),
        "delays", latency + delayedBits() * LutCosts.delayRegisters(latency),
        "delayLuts", delayedBits() * LutCosts.delayLuts(latency),
        "activationBits", grid.input().format().bits()));
    if (pairs > 1) {
      // The only pair of a step needs not be looked for.
      add("PairArbiter", rows, arbiter(1));
    }
    add("OperandSelector", rows, selector(pairs, grid.input().format().bits()));
    add("DenseEngine", grid.engines() / products, SINGLE_PRODUCT);
  }

  private void sparseEngines(int latency) {
    int engines = grid.engines();
    int pairs = grid.pairsPerBeat();
    int multipliers = grid.folding().multipliersPerEngine();
    add("SparseEngine", engines, Map.ofEntries(
        // Weights that are not zero, and the mask's own next value.
        Map.entry("maskLuts", pairs * (LutCosts.function(grid.weightBits()) + 1)),
        Map.entry("held",
            pairs * (2 * grid.weightBits() + 1) + multipliers * (LutCosts.bits(pairs) + 1)),
        Map.entry("words", grid.beatsPerPixel() * grid.filtersPerEngine()),
        Map.entry("steps", grid.filtersPerEngine()),
        Map.entry("delays", latency + delayedBits() * LutCosts.delayRegisters(latency)),
        Map.entry("delayLuts", delayedBits() * LutCosts.delayLuts(latency)),
        Map.entry("additions", multipliers - 1),
        Map.entry("treeBits",
            LutCosts.treeRegisterBits(multipliers, activationBits() + grid.weightBits())),
        Map.entry("productBits", activationBits() + grid.weightBits()),
        Map.entry("sumBits", multipliers == 1 ? 0 : sumBits(multipliers))));
    add("PairMask", engines,
        Map.of("M", pairs, "countLuts", LutCosts.count(pairs, multipliers)));
    add("PairArbiter", engines, arbiter(multipliers));
    for (int n = 0; n < multipliers; n++) {
      // The n-th from below, or from above, never gets one of the n before it.
      int choices = pairs - n % fromBelow(multipliers);
      add("OperandSelector", engines,
          selector(choices, grid.weightBits() + grid.input().format().bits()));
    }
  }

  private static Map<String, Integer> selector(int choices, int bits) {
    return Map.of("choices", choices, "muxes", LutCosts.multiplexer(choices), "bits", bits);
  }

  /** Returns the parameters of what hands pairs to so many multipliers. */
  private Map<String, Integer> arbiter(int multipliers) {
    int pairs = grid.pairsPerBeat();
    int counts = LutCosts.count(pairs, 2 * multipliers);
    for (int n = fromBelow(multipliers); n < multipliers; n++) {
      counts += LutCosts.count(pairs, n);
    }
    return Map.of("M", pairs, "chosen", pairs * multipliers, "countLuts", counts);
  }

  /** Returns how many of the multipliers are handed the lowest pairs; the others the highest. */
  private static int fromBelow(int multipliers) {
    return (multipliers + 1) / 2;
  }

  private void denseEngines(ConvolutionDenseStage stage) {
    units.add(
        DenseUnits.control(
            grid.beatsPerPixel() * grid.filtersPerEngine() * grid.denseCycles(),
            grid.filtersPerEngine(),
            grid.denseCycles(),
            stage.engineLatency(),
            delayedBits()));
    units.add(
        DenseUnits.engines(
            grid.folding().parallelOutputs() / products * grid.pixels(),
            stage.pairsPerColumn(),
            activationBits() + grid.weightBits(),
            products));
  }

  /** What engines stand in whose row of windows is wired to them, and their multipliers. */
  private void around(
      String stage, int latency, int accumulators, int sumBits, boolean replaces) {
    Folding folding = grid.folding();
    multipliers(
        activationBits(),
        products == 1 ? grid.weightBits() : Packing.operandBits(grid.weightBits()));
    grid(latency, accumulators, sumBits, replaces);
    int turning = folding.multipliersPerEngine() < grid.pairsPerBeat() ? 1 : 0;
    add(stage, 1, Map.of(
        "pairs", grid.pixels() * folding.parallelInputs() * grid.pairsPerBeat(),
        "activationBits", grid.input().format().bits(),
        "zeroLuts", LutCosts.function(grid.input().format().bits()),
        "turning", turning,
        "engines", grid.engines()));
  }

  private void multipliers(int aBits, int bBits) {
    units.add(
        MultiplierUnits.of(grid.multiplier(), grid.multipliers() / products, aBits, bBits));
  }

  /**
   * What all engines stand in.
   *
   * @param accumulators that make up one output sum
   * @param sumBits of an accumulator
   * @param replaces every sum is the only one of its pixel, so that nothing is added
   */
  private void grid(int latency, int accumulators, int sumBits, boolean replaces) {
    add("BeatControl", 1, Map.of(
        "beats", grid.beatsPerSum(),
        // Busy, with a reset; bank, first and last beat without.
        "delays", latency + 3 * LutCosts.delayRegisters(latency),
        "delayLuts", 3 * LutCosts.delayLuts(latency)));
    accumulators(
        accumulators * grid.folding().parallelOutputs() / products * grid.pixels(), sumBits,
        replaces);
    drain(accumulators, sumBits);
    units.addAll(grid.lineBuffer().units());
  }

  private void accumulators(int count, int sumBits, boolean replaces) {
    int steps = grid.filtersPerEngine();
    int widthBits = products * sumBits;
    add("AccumulatorBanks", count, Map.of(
        "addedBits", replaces ? 0 : widthBits,
        "registerBits", steps == 1 ? widthBits : 0));
    if (steps > 1) {
      int depth = 2 << bits(steps);
      // RAM32M: four bits of 32 words with two addresses; RAM64M: one bit of 64 words and port.
      int luts = depth <= 32
          ? 4 * ((widthBits + 3) / 4)
          : 2 * widthBits * ((depth + 63) / 64);
      add("SumMemory", count, Map.of(
          "depth", depth, "widthBits", widthBits, "ramLuts", luts,
          "bankMuxes", 2 * LutCosts.bankMultiplexers(depth, widthBits)));
    }
  }

  private void drain(int accumulators, int sumBits) {
    int lanes = grid.output().values();
    int columns = grid.folding().parallelOutputs() * grid.pixels();
    add("OutputDrain", 1, Map.of(
        "sums", accumulators * columns,
        // Sums, and a bias for every lane, which pixels side by side share.
        "addendBits",
        lanes * accumulators * sumBits + grid.output().lanes() * grid.accumulatorBits(),
        "additionBits", lanes * accumulators * sumBits,
        "muxLuts", lanes * accumulators * LutCosts.multiplexer(columns / lanes) * sumBits,
        "lanes", lanes,
        "drainCycles", grid.output().beatsPerPixel(),
        "treeBits",
        lanes * LutCosts.treeRegisterBits(accumulators + 1, sumBits),
        // Channel multipliers wait while the sums are added; pixels side by side share them.
        "multiplierBits",
        grid.output().lanes() * (1 + StageLatency.sumCycles(accumulators + 1, false))
            * Requantisation.MULTIPLIER_BITS));
    units.addAll(
        RequantiserUnits.of(lanes, grid.accumulatorBits(), grid.shift(), grid.output().format()));
  }

  private void add(String kind, int count, Map<String, Integer> parameters) {
    units.add(new Unit(kind, count, parameters));
  }

  /** Returns the bits that accompany an engine's sum, without reset: its step, and whether it is the first. */
  private int delayedBits() {
    int steps = grid.filtersPerEngine();
    return 1 + (steps == 1 ? 0 : bits(steps));
  }

  /** Returns the signed width of an activation at a multiplier. */
  private int activationBits() {
    return grid.input().format().operandBits();
  }

  /** Returns the width of a sum of so many products. */
  private int sumBits(int products) {
    return activationBits() + grid.weightBits() + (products == 1 ? 0 : bits(products));
  }

  private static int bits(int states) {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(states - 1));
  }
}
