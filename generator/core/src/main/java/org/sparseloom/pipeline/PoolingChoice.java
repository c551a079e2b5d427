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
import org.sparseloom.layer.LineBuffer;
import org.sparseloom.layer.MaxPooling;
import org.sparseloom.layer.MaxPoolingStage;
import org.sparseloom.layer.PoolingStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/**
 * A pooling layer that works on {@code lanes} channels of {@code pixels} pixels of its input side by
 * side.
 */
public record PoolingChoice(int lanes, int pixels) implements LanesChoice {
  /** The only engine of pooling. */
  public static final String ENGINE = PoolingStage.ENGINE;

  private static final Map<Class<? extends Layer>, BiFunction<QuantisedLayer, Size, Stage>>
      BUILDERS =
          Map.of(
              MaxPooling.class, PoolingChoice::maximum,
              AveragePooling.class, PoolingChoice::average,
              GlobalAveragePooling.class, PoolingChoice::mean,
              GlobalMaxPooling.class, PoolingChoice::largest);

  private record Size(int lanes, int pixels) {
    StreamFormat input(QuantisedLayer quantised) {
      return new StreamFormat(quantised.layer().inputShape(), lanes, quantised.input(), pixels);
    }

    StreamFormat output(QuantisedLayer quantised, int outputs) {
      return new StreamFormat(
          quantised.layer().outputShape(), lanes, quantised.output(), outputs);
    }
  }

  /** One pixel at a time. */
  public PoolingChoice(int lanes) {
    this(lanes, 1);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public void requireLegal(Layer layer) {
    if (!BUILDERS.containsKey(layer.getClass())) {
      throw LayerChoice.noHardware(layer);
    }
    LanesChoice.super.requireLegal(layer);
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    Layer layer = quantised.layer();
    requireLegal(layer);
    return BUILDERS.get(layer.getClass()).apply(quantised, new Size(lanes, pixels));
  }

  private static int shift(QuantisedLayer quantised) {
    return quantised.requantisation().map(Requantisation::shift).orElseThrow();
  }

  private static Stage maximum(QuantisedLayer quantised, Size size) {
    MaxPooling layer = (MaxPooling) quantised.layer();
    int outputs = LineBuffer.windowsPerBeat(layer.window(), size.pixels());
    return new MaxPoolingStage(layer, size.input(quantised), size.output(quantised, outputs));
  }

  private static Stage average(QuantisedLayer quantised, Size size) {
    AveragePooling layer = (AveragePooling) quantised.layer();
    int outputs = LineBuffer.windowsPerBeat(layer.window(), size.pixels());
    return new AveragePoolingStage(
        layer, size.input(quantised), size.output(quantised, outputs), shift(quantised));
  }

  private static Stage mean(QuantisedLayer quantised, Size size) {
    return new GlobalAveragePoolingStage(
        (GlobalAveragePooling) quantised.layer(),
        size.input(quantised),
        size.output(quantised, 1),
        shift(quantised));
  }

  private static Stage largest(QuantisedLayer quantised, Size size) {
    return new GlobalMaxPoolingStage(
        (GlobalMaxPooling) quantised.layer(), size.input(quantised), size.output(quantised, 1));
  }
}
