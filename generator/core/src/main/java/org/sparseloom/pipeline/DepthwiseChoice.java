package org.sparseloom.pipeline;

import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Arithmetic;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.DepthwiseNumbers;
import org.sparseloom.layer.DepthwiseStage;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.PixelCounts;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;

/**
 * A depthwise convolution that works on {@code lanes} channels side by side, and on the outputs that
 * {@code pixels} of the input side by side make.
 *
 * @param multiplier what it multiplies with
 * @param outputLanes channels that leave at once, each with a requantiser
 */
public record DepthwiseChoice(
    MultiplierKind multiplier, int lanes, int multipliersPerLane, int outputLanes, int pixels)
    implements LayerChoice {
  /** The only engine of depthwise convolutions, and of no others. */
  public static final String ENGINE = DepthwiseStage.ENGINE;

  /** On DSP slices; all lanes leave at once. */
  public DepthwiseChoice(int lanes, int multipliersPerLane, int pixels) {
    this(MultiplierKind.DSP, lanes, multipliersPerLane, lanes, pixels);
  }

  /** On DSP slices, one pixel at a time, of which all lanes leave at once. */
  public DepthwiseChoice(int lanes, int multipliersPerLane) {
    this(lanes, multipliersPerLane, 1);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public List<Map.Entry<String, Integer>> numbers() {
    return List.of(
        Map.entry("lanes", lanes),
        Map.entry("multipliersPerLane", multipliersPerLane),
        Map.entry("outputLanes", outputLanes));
  }

  @Override
  public String summary() {
    return "lanes=" + lanes + " N=" + multipliersPerLane + " R=" + outputLanes + ending();
  }

  @Override
  public void requireLegal(Layer layer) {
    Convolution convolution = (Convolution) layer;
    if (!convolution.depthwise()) {
      throw LayerChoice.wrongEngine(layer, engine(), ConvolutionChoice.ENGINES);
    }
    PixelCounts.requireLegal(layer, pixels);
    DepthwiseNumbers.requireLegal(convolution, lanes, multipliersPerLane, outputLanes, pixels);
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    requireLegal(quantised.layer());
    return stage(quantised, Arithmetic.of(quantised));
  }

  /** As {@link #stage(QuantisedLayer)} with the layer's known arithmetic. */
  public Stage stage(QuantisedLayer quantised, Arithmetic arithmetic) {
    return DepthwiseStage.of(
        quantised, arithmetic, multiplier, lanes, multipliersPerLane, outputLanes, pixels);
  }
}
