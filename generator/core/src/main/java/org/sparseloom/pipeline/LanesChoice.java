package org.sparseloom.pipeline;

import java.util.List;
import java.util.Map;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.PixelCounts;
import org.sparseloom.problem.UserProblem;

/** A choice of nothing but how many channels, and of how many pixels, a stage works on side by side. */
public sealed interface LanesChoice extends LayerChoice
    permits AdditionChoice, MultiplicationChoice, NonlinearityChoice, PoolingChoice, RoutingChoice {
  /** Returns channels side by side. */
  int lanes();

  @Override
  default List<Map.Entry<String, Integer>> numbers() {
    return List.of(Map.entry("lanes", lanes()));
  }

  @Override
  default String summary() {
    return "lanes=" + lanes() + ending();
  }

  /** Refuses lanes that do not divide the layer's channels, and pixels that do not fit its width. */
  @Override
  default void requireLegal(Layer layer) {
    int channels = layer.inputShape().channels();
    if (lanes() < 1 || channels % lanes() != 0) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": lanes (" + lanes() + ") must divide the channels ("
              + channels + ")",
          "take one of the divisors " + ConvolutionGrid.divisors(channels));
    }
    PixelCounts.requireLegal(layer, pixels());
  }
}
