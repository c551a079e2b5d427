package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/** The hardware units inside convolution stages, for the resource model. */
final class ConvolutionUnits {
  private ConvolutionUnits() {}

  static List<Unit> sparse(ConvolutionSparseStage stage) {
    ConvolutionGrid grid = stage.grid();
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "SparseEngine",
            grid.folding().engines(),
            Map.of(
                "M", grid.pairsPerBeat(),
                "N", grid.folding().multipliersPerEngine(),
                "words", grid.beatsPerPixel() * grid.filtersPerEngine(),
                "weightBits", grid.weightBits(),
                "activationBits", grid.input().format().bits())));
    shared(units, grid, grid.folding().parallelInputs());
    return units;
  }

  static List<Unit> dense(ConvolutionDenseStage stage) {
    ConvolutionGrid grid = stage.grid();
    List<Unit> units = new ArrayList<>();
    units.add(
        new Unit(
            "DenseEngine",
            grid.folding().parallelOutputs(),
            Map.of(
                "N",
                grid.folding().multipliersPerEngine() * grid.folding().parallelInputs(),
                "M", grid.pairsPerBeat(),
                "weightBits", grid.weightBits(),
                "activationBits", grid.input().format().bits())));
    shared(units, grid, 1);
    return units;
  }

  private static void shared(List<Unit> units, ConvolutionGrid grid, int accumulatorRows) {
    Folding folding = grid.folding();
    units.add(
        new Unit(
            "Multiplier",
            folding.multipliers(),
            Map.of(
                "aBits", operandBits(grid.input()),
                "bBits", grid.weightBits())));
    units.add(
        new Unit(
            "AccumulatorBanks",
            accumulatorRows * folding.parallelOutputs(),
            Map.of(
                "steps", grid.filtersPerEngine(), "accumulatorBits", grid.accumulatorBits())));
    units.add(
        new Unit(
            "Requantiser",
            folding.outputLanes(),
            Map.of(
                "accumulatorBits", grid.accumulatorBits(),
                "outputBits", grid.output().format().bits(),
                "rows", accumulatorRows,
                "groups", folding.parallelOutputs() / folding.outputLanes())));
    units.add(
        new Unit(
            "Multiplier",
            folding.outputLanes(),
            Map.of(
                "aBits", grid.accumulatorBits(), "bBits", Requantisation.MULTIPLIER_BITS + 1)));
    lineBuffer(units, grid.lineBuffer());
  }

  private static int operandBits(StreamFormat stream) {
    return stream.format().bits() + (stream.format().signed() ? 0 : 1);
  }

  /** Adds a line buffer and its row memories. */
  static void lineBuffer(List<Unit> units, LineBuffer buffer) {
    int width = buffer.input().widthBits();
    units.add(
        new Unit(
            "LineBuffer",
            1,
            Map.of(
                "taps", buffer.window().taps(),
                "kernelHeight", buffer.window().kernelHeight(),
                "slots", buffer.rowSlots(),
                "widthBits", width)));
    if (!buffer.bypassed()) {
      boolean block = buffer.wordsPerRow() > 64 && (long) buffer.wordsPerRow() * width >= 4096;
      units.add(
          new Unit(
              block ? "BlockMemory" : "RowMemory",
              buffer.rowSlots(),
              Map.of(
                  "depth", buffer.wordsPerRow(),
                  "widthBits", width,
                  "blocksOf64", (buffer.wordsPerRow() + 63) / 64)));
    }
  }
}
