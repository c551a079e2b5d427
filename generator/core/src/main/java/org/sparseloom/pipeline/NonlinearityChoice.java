package org.sparseloom.pipeline;

import org.sparseloom.layer.NonlinearityStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;

/**
 * A nonlinearity that works on {@code lanes} channels of {@code pixels} pixels side by side;
 * whether by tables or by arithmetic is a matter of its input's width.
 */
public record NonlinearityChoice(int lanes, int pixels) implements LanesChoice {
  /** The only engine of nonlinearities. */
  public static final String ENGINE = NonlinearityStage.ENGINE;

  /** One pixel at a time. */
  public NonlinearityChoice(int lanes) {
    this(lanes, 1);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    requireLegal(quantised.layer());
    return NonlinearityStage.of(quantised, lanes, pixels);
  }
}
