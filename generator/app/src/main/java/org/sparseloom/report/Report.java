package org.sparseloom.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Optional;
import org.sparseloom.device.Resources;
import org.sparseloom.lint.LintResult;
import org.sparseloom.route.RouteResult;
import org.sparseloom.simulate.LoneStageResults;
import org.sparseloom.synthesis.RegisterPath;

/**
 * What is known of a generated design: the contents of report.json (docs/formats.md). Parts that no
 * command has measured yet are absent, never made up.
 *
 * @param macs multiply-accumulates per image, zeros counted
 * @param nonZeroPairs mean weight-activation pairs per image with both operands non-zero
 * @param simulatedAlone what the RTL simulation of single stages found
 * @param lint what Verilator said of the Verilog
 * @param routed what nextpnr made of it on an ECP5
 * @param imagesPerCyclePerDsp 1 / (cycles per image x DSPs), simulated cycles where there are any
 * @param effectiveUtilisation nonZeroPairs / (DSPs x cycles per image)
 * @param convolutionUtilisation the same for the predicted DSPs of convolutions alone, requantisers included;
 *     at most 2, two products a DSP slice, if all multipliers are on DSP slices: pairs that LUTs multiply
 *     count, too
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({
  "formatVersion", "network", "device", "clockMegahertz", "accuracy", "agreement", "macs", "nonZeroPairs",
  "sparsity", "predicted", "simulated", "simulatedAlone", "synthesised", "lint", "routed", "imagesPerCyclePerDsp",
  "effectiveUtilisation", "convolutionUtilisation", "layers"
})
public record Report(
    int formatVersion,
    String network,
    String device,
    double clockMegahertz,
    Optional<Accuracy> accuracy,
    Optional<Agreement> agreement,
    long macs,
    Optional<Double> nonZeroPairs,
    Optional<Sparsity> sparsity,
    Predicted predicted,
    Optional<Simulated> simulated,
    Optional<LoneStageResults> simulatedAlone,
    Optional<Synthesised> synthesised,
    Optional<LintResult> lint,
    Optional<RouteResult> routed,
    double imagesPerCyclePerDsp,
    Optional<Double> effectiveUtilisation,
    Optional<Double> convolutionUtilisation,
    List<LayerReport> layers) {
  /** Version of report.json that this class writes. */
  public static final int FORMAT_VERSION = 2;

  public Report {
    layers = List.copyOf(layers);
  }

  /**
   * What a design reaches.
   *
   * @param accuracy top-1 share, 0..1
   */
  public record Point(double imagesPerSecond, double accuracy) {}

  /**
   * Top-1 shares, 0..1: the float network by ONNX Runtime, the integer reference without thresholds
   * and with the design's thresholds, all on the same images.
   */
  public record Accuracy(
      @JsonProperty("float") double floating, double quantized, double sparse, int images) {}

  /**
   * How near the hardware's outputs come to the float model's, in real units, where there are no
   * labels or no classes; {@code sameSide}: share on the same side of 0.5, of masks.
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Agreement(
      double meanDifference, double largestDifference, double largestValue,
      Optional<Double> sameSide, int images) {}

  /** Shares of zeros over all convolutions, 0..1; a pair is zero if either operand is. */
  public record Sparsity(double weights, double activations, double pairs) {}

  /** What the analytical model expects. */
  public record Predicted(
      double cyclesPerImage, long latencyCycles, double imagesPerSecond, Resources resources) {}

  /** What the RTL simulation measured. */
  public record Simulated(
      int images,
      boolean bitExact,
      double cyclesPerImage,
      long latencyCycles,
      double buildSeconds,
      double runSeconds,
      double cyclesPerSecond) {}

  /**
   * What Yosys counted, with which command, and the longest way between two registers.
   *
   * @param resources of the accelerator
   * @param predictedWrapper what the AXI wrapper is expected to take besides
   * @param wrapper what it takes
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Synthesised(
      String tool, String command, Resources resources, Resources predictedWrapper, Resources wrapper,
      Optional<RegisterPath> longestPath) {}

  /**
   * What Yosys made of a stage.
   *
   * @param resources of the stage, its memories left out
   * @param longestPath the longest way between two registers that ends in it or its memories
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record SynthesisedStage(Resources resources, Optional<RegisterPath> longestPath) {}

  /**
   * One stage.
   *
   * @param folding as in design.json, e.g. "Pi=1 g=1 Po=4 N=3 R=1"
   * @param inputs layers that give its inputs, "input" for the images
   * @param predictedCycles per image, the stage alone
   * @param simulatedCycles per image in the pipeline: cycles in which the stage was not waiting for a
   *     neighbour
   * @param synthesised what Yosys made of it
   * @param pairDensity share of non-zero pairs, 0..1; absent for pooling
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record LayerReport(
      String name,
      String kind,
      String engine,
      String folding,
      String outputShape,
      List<String> inputs,
      double predictedCycles,
      Optional<Double> simulatedCycles,
      Optional<Double> pairDensity,
      Optional<Double> weightSparsity,
      Optional<Double> activationSparsity,
      double dsp,
      double lut,
      double bram36,
      Optional<SynthesisedStage> synthesised) {
    /** Returns the levels of logic on the stage's longest way between two registers. */
    Optional<Integer> levels() {
      return synthesised
          .flatMap(SynthesisedStage::longestPath)
          .map(path -> path.steps().levels());
    }
  }
}
