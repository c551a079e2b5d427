package org.sparseloom.pipeline;

import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Arithmetic;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionColumnStage;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.PixelCounts;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.problem.UserProblem;

/**
 * A convolution on one kind of engines with a folding, and that for each of the outputs that
 * {@code pixels} of the input side by side make.
 *
 * @param multiplier what it multiplies with, of {@link #multipliers}
 */
public record ConvolutionChoice(
    String engine, MultiplierKind multiplier, Folding folding, int pixels)
    implements LayerChoice {
  /** The engines that a convolution can have. */
  public static final List<String> ENGINES = List.of(
          ConvolutionSparseStage.ENGINE, ConvolutionDenseStage.ENGINE,
          ConvolutionSkipStage.ENGINE, ConvolutionListStage.ENGINE,
          ConvolutionColumnStage.ENGINE);

  public ConvolutionChoice {
    if (!ENGINES.contains(engine)) {
      throw new IllegalArgumentException("engine (" + engine + ") must be one of " + ENGINES);
    }
  }

  /** On DSP slices. */
  public ConvolutionChoice(String engine, Folding folding, int pixels) {
    this(engine, MultiplierKind.DSP, folding, pixels);
  }

  /** On DSP slices, one pixel at a time. */
  public ConvolutionChoice(String engine, Folding folding) {
    this(engine, folding, 1);
  }

  /**
   * Returns what an engine can multiply with: sparse ones clear a factor, which only DSP slices can, and
   * column engines save DSP slices at the cost of LUTs.
   */
  public static List<MultiplierKind> multipliers(String engine) {
    return engine.equals(ConvolutionSparseStage.ENGINE)
            || engine.equals(ConvolutionColumnStage.ENGINE)
        ? List.of(MultiplierKind.DSP)
        : List.of(MultiplierKind.values());
  }

  /** Returns whether engines have one multiplier each, as they take one factor at a time. */
  public static boolean oneMultiplier(String engine) {
    return engine.equals(ConvolutionSkipStage.ENGINE)
        || engine.equals(ConvolutionListStage.ENGINE)
        || engine.equals(ConvolutionColumnStage.ENGINE);
  }

  @Override
  public void requireLegal(Layer layer) {
    Convolution convolution = (Convolution) layer;
    if (convolution.depthwise()) {
      throw LayerChoice.wrongEngine(layer, engine, List.of(DepthwiseChoice.ENGINE));
    }
    if (!engine.equals(ConvolutionListStage.ENGINE)) {
      ConvolutionGrid.requireEvenColumns(convolution, folding);
    }
    ConvolutionGrid.requireLegal(convolution, folding);
    if (oneMultiplier(engine)) {
      folding.requireOneMultiplier(convolution, engine);
    }
    if (!multipliers(engine).contains(multiplier)) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": multipliers (" + multiplier.word() + ") must be "
              + MultiplierKind.DSP.word() + " for engine " + engine,
          "take engine skip or dense");
    }
    PixelCounts.requireLegal(layer, pixels);
  }

  @Override
  public List<Map.Entry<String, Integer>> numbers() {
    return List.of(
        Map.entry("parallelInputs", folding.parallelInputs()),
        Map.entry("channelsPerEngine", folding.channelsPerEngine()),
        Map.entry("parallelOutputs", folding.parallelOutputs()),
        Map.entry("multipliersPerEngine", folding.multipliersPerEngine()),
        Map.entry("outputLanes", folding.outputLanes()));
  }

  @Override
  public String summary() {
    return folding + ending();
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    requireLegal(quantised.layer());
    return stage(quantised, Arithmetic.of(quantised));
  }

  /** As {@link #stage(QuantisedLayer)} with the layer's known arithmetic. */
  public Stage stage(QuantisedLayer quantised, Arithmetic arithmetic) {
    ConvolutionGrid grid = ConvolutionGrid.of(quantised, arithmetic, multiplier, folding, pixels);
    return switch (engine) {
      case ConvolutionSparseStage.ENGINE ->
          new ConvolutionSparseStage(grid, arithmetic.sumBits(folding));
      case ConvolutionDenseStage.ENGINE -> new ConvolutionDenseStage(grid);
      case ConvolutionSkipStage.ENGINE ->
          new ConvolutionSkipStage(grid, arithmetic.sumBits(folding));
      case ConvolutionColumnStage.ENGINE ->
          ConvolutionColumnStage.of(
              grid, arithmetic.sumBits(folding), quantised.weights().orElseThrow());
      default ->
          ConvolutionListStage.of(
              grid, arithmetic.sumBits(folding), quantised.weights().orElseThrow());
    };
  }
}
