package org.sparseloom.pipeline;

import java.util.List;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.AdditionStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/** An addition that works on {@code lanes} channels of {@code pixels} pixels side by side. */
public record AdditionChoice(int lanes, int pixels) implements LanesChoice {
  /** The only engine of additions. */
  public static final String ENGINE = AdditionStage.ENGINE;

  /** One pixel at a time. */
  public AdditionChoice(int lanes) {
    this(lanes, 1);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    Addition layer = (Addition) quantised.layer();
    requireLegal(layer);
    List<NumberFormat> inputs = quantised.inputs();
    return new AdditionStage(
        layer,
        new StreamFormat(layer.inputShape(), lanes, inputs.get(0), pixels),
        new StreamFormat(layer.inputShape(), lanes, inputs.get(1), pixels),
        new StreamFormat(layer.outputShape(), lanes, quantised.output(), pixels),
        quantised.requantisation().map(Requantisation::shift).orElseThrow());
  }
}
