package org.sparseloom.pipeline;

import java.util.Map;
import java.util.function.BiFunction;
import org.sparseloom.layer.AveragePooling;
import org.sparseloom.layer.AveragePoolingStage;
import org.sparseloom.layer.GlobalAveragePooling;
import org.sparseloom.layer.GlobalAveragePoolingStage;
import org.sparseloom.layer.GlobalMaxPooling;
import org.sparseloom.layer.GlobalMaxPoolingStage;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.MaxPooling;
import org.sparseloom.layer.MaxPoolingStage;
import org.sparseloom.layer.PoolingStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/** A pooling layer that works on {@code lanes} channels side by side. */
public record PoolingChoice(int lanes) implements LanesChoice {
  /** The only engine of pooling. */
  public static final String ENGINE = PoolingStage.ENGINE;

  private static final Map<Class<? extends Layer>, BiFunction<QuantisedLayer, Streams, Stage>>
      STAGES =
          Map.of(
              MaxPooling.class,
              (quantised, streams) ->
                  new MaxPoolingStage(
                      (MaxPooling) quantised.layer(), streams.input(), streams.output()),
              AveragePooling.class,
              (quantised, streams) ->
                  new AveragePoolingStage(
                      (AveragePooling) quantised.layer(),
                      streams.input(),
                      streams.output(),
                      shift(quantised)),
              GlobalAveragePooling.class,
              (quantised, streams) ->
                  new GlobalAveragePoolingStage(
                      (GlobalAveragePooling) quantised.layer(),
                      streams.input(),
                      streams.output(),
                      shift(quantised)),
              GlobalMaxPooling.class,
              (quantised, streams) ->
                  new GlobalMaxPoolingStage(
                      (GlobalMaxPooling) quantised.layer(), streams.input(), streams.output()));

  private record Streams(StreamFormat input, StreamFormat output) {}

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public void requireLegal(Layer layer) {
    if (!STAGES.containsKey(layer.getClass())) {
      throw LayerChoice.noHardware(layer);
    }
    LanesChoice.super.requireLegal(layer);
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    Layer layer = quantised.layer();
    requireLegal(layer);
    return STAGES
        .get(layer.getClass())
        .apply(
            quantised,
            new Streams(
                new StreamFormat(layer.inputShape(), lanes, quantised.input()),
                new StreamFormat(layer.outputShape(), lanes, quantised.output())));
  }

  private static int shift(QuantisedLayer quantised) {
    return quantised.requantisation().map(Requantisation::shift).orElseThrow();
  }
}
