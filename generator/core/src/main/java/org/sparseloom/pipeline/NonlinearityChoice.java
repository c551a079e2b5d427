package org.sparseloom.pipeline;

import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.NonlinearityStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;

/**
 * A nonlinearity that works on {@code lanes} channels side by side; whether by tables or by
 * arithmetic is a matter of its input's width.
 */
public record NonlinearityChoice(int lanes) implements LayerChoice {
  /** The only engine of nonlinearities. */
  public static final String ENGINE = "function";

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public List<Map.Entry<String, Integer>> numbers() {
    return List.of(Map.entry("lanes", lanes));
  }

  @Override
  public String summary() {
    return "lanes=" + lanes;
  }

  @Override
  public void requireLegal(Layer layer) {
    LayerChoice.requireLanes(layer, lanes);
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    requireLegal(quantised.layer());
    return NonlinearityStage.of(quantised, lanes);
  }
}
