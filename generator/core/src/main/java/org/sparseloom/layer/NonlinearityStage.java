package org.sparseloom.layer;

import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/** A nonlinearity: every value of a beat by itself, a beat a cycle. */
public sealed interface NonlinearityStage extends WeightlessStage
    permits NonlinearityTableStage, NonlinearityArithmeticStage {
  /** Name of the engine in designs. */
  String ENGINE = "function";

  /** Returns the stage of a quantised layer: a table if the input is narrow enough for one. */
  static NonlinearityStage of(QuantisedLayer quantised, int lanes, int pixels) {
    Nonlinearity layer = (Nonlinearity) quantised.layer();
    StreamFormat input = new StreamFormat(layer.inputShape(), lanes, quantised.input(), pixels);
    StreamFormat output =
        new StreamFormat(layer.outputShape(), lanes, quantised.output(), pixels);
    if (NonlinearityQuantisation.tabulated(quantised.input())) {
      return new NonlinearityTableStage(layer, input, output);
    }
    return new NonlinearityArithmeticStage(
        layer,
        input,
        output,
        NonlinearityGate.of(layer, quantised.inputScale()),
        quantised.requantisation().map(Requantisation::shift).orElseThrow());
  }

  @Override
  Nonlinearity layer();

  @Override
  default String engine() {
    return ENGINE;
  }

  /** A beat a cycle; the data do not matter. */
  @Override
  default double cyclesPerImage(Work work) {
    return input().beatsPerImage();
  }
}
