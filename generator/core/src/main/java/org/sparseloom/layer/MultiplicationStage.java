package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/**
 * The product of two streams: every lane a channel with a multiplier, and a requantiser behind it. Of
 * equal streams a beat of both is taken together. Of factors per channel the one pixel is taken
 * together with the first pixel of the feature map and kept for the others.
 *
 * @param layer what is computed
 * @param input stream of the layer's first input, the feature map
 * @param second stream of the layer's second input; format of its own, lanes as all
 * @param output outgoing stream
 * @param shift of the requantisation
 */
public record MultiplicationStage(
    Multiplication layer, StreamFormat input, StreamFormat second, StreamFormat output, int shift)
    implements WeightlessStage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "multiply";

  public MultiplicationStage {
    PoolingChecks.valueWise(layer, input, output);
    if (!second.shape().equals(layer.factorShape())
        || second.lanes() != input.lanes()
        || second.pixels() != (layer.factorPerChannel() ? 1 : input.pixels())) {
      throw new IllegalArgumentException(
          layer.name() + ": stream " + second + " must be of shape " + layer.factorShape()
              + " with " + input.lanes() + " lanes of as many pixels side by side");
    }
  }

  @Override
  public List<StreamFormat> inputs() {
    return List.of(input, second);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    return AverageConstants.of(this, quantised);
  }

  @Override
  public String moduleName() {
    String factors =
        layer.factorPerChannel()
            ? "Factors_" + input.shape().channels() + "x" + input.shape().height() + "x"
                + input.shape().width()
            : "";
    String lanes =
        layer.factorPerChannel()
            ? input.lanes() + PixelCounts.suffix(input.pixels())
            : "" + input.values();
    return "Multiplication" + factors + "_l" + lanes + "_a" + PoolingNames.format(input)
        + "_b" + PoolingNames.format(second) + "_y" + PoolingNames.format(output) + "_h" + shift;
  }

  /** A beat a cycle; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return input.beatsPerImage();
  }

  @Override
  public long fillCycles() {
    return StageLatency.MULTIPLIER_CYCLES + StageLatency.REQUANTISER_CYCLES;
  }

  /** Returns signed bits of a product. */
  public int productBits() {
    return input.format().operandBits() + second.format().operandBits();
  }

  @Override
  public List<Unit> units() {
    return MultiplicationUnits.of(this);
  }
}
