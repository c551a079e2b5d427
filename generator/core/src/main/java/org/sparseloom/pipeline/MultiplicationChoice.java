package org.sparseloom.pipeline;

import java.util.List;
import org.sparseloom.layer.Multiplication;
import org.sparseloom.layer.MultiplicationStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/** A multiplication that works on {@code lanes} channels of {@code pixels} pixels side by side. */
public record MultiplicationChoice(int lanes, int pixels) implements LanesChoice {
  /** The only engine of multiplications. */
  public static final String ENGINE = MultiplicationStage.ENGINE;

  /** One pixel at a time. */
  public MultiplicationChoice(int lanes) {
    this(lanes, 1);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    Multiplication layer = (Multiplication) quantised.layer();
    requireLegal(layer);
    List<NumberFormat> inputs = quantised.inputs();
    return new MultiplicationStage(
        layer,
        new StreamFormat(layer.inputShape(), lanes, inputs.get(0), pixels),
        new StreamFormat(
            layer.factorShape(), lanes, inputs.get(1), layer.factorPerChannel() ? 1 : pixels),
        new StreamFormat(layer.outputShape(), lanes, quantised.output(), pixels),
        quantised.requantisation().map(Requantisation::shift).orElseThrow());
  }
}
