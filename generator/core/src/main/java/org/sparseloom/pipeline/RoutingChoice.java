package org.sparseloom.pipeline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.sparseloom.layer.ChannelSlice;
import org.sparseloom.layer.ChannelSliceStage;
import org.sparseloom.layer.Concatenation;
import org.sparseloom.layer.ConcatenationStage;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.DepthToSpace;
import org.sparseloom.layer.DepthToSpaceStage;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.RoutingStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Resize;
import org.sparseloom.layer.ResizeStage;
import org.sparseloom.layer.Stage;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;

/** A layer that puts values elsewhere, {@code lanes} channels side by side. */
public record RoutingChoice(int lanes) implements LanesChoice {
  /** The only engine of these layers. */
  public static final String ENGINE = RoutingStage.ENGINE;

  /** How a kind of layer is built, and which channels must be a multiple of its lanes. */
  private record Kind(ToIntFunction<Layer> channels, Builder builder) {}

  private interface Builder {
    Stage stage(QuantisedLayer quantised, List<StreamFormat> inputs, StreamFormat output);
  }

  private static final Map<Class<? extends Layer>, Kind> KINDS =
      Map.of(
          Resize.class,
          new Kind(
              layer -> layer.inputShape().channels(),
              (quantised, inputs, output) ->
                  new ResizeStage((Resize) quantised.layer(), inputs.get(0), output)),
          DepthToSpace.class,
          new Kind(
              layer -> ((DepthToSpace) layer).channelsPerRun(),
              (quantised, inputs, output) ->
                  new DepthToSpaceStage((DepthToSpace) quantised.layer(), inputs.get(0), output)),
          Concatenation.class,
          new Kind(
              layer -> common(layer.inputShapes().stream().map(Shape::channels).toList()),
              (quantised, inputs, output) ->
                  new ConcatenationStage(
                      (Concatenation) quantised.layer(), inputs, output, shift(quantised))),
          ChannelSlice.class,
          new Kind(
              layer -> {
                ChannelSlice slice = (ChannelSlice) layer;
                return common(
                    List.of(slice.inputShape().channels(), slice.first(), slice.channels()));
              },
              (quantised, inputs, output) ->
                  new ChannelSliceStage((ChannelSlice) quantised.layer(), inputs.get(0), output)));

  private static int common(List<Integer> channels) {
    return channels.stream()
        .map(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::gcd)
        .intValue();
  }

  private static OptionalInt shift(QuantisedLayer quantised) {
    return quantised.requantisation().isPresent()
        ? OptionalInt.of(quantised.requantisation().get().shift())
        : OptionalInt.empty();
  }

  /** Says whether a layer is built by such a choice. */
  public static boolean builds(Layer layer) {
    return KINDS.containsKey(layer.getClass());
  }

  /** Returns the lanes that a layer can have, ascending. */
  public static List<Integer> lanes(Layer layer) {
    return ConvolutionGrid.divisors(KINDS.get(layer.getClass()).channels().applyAsInt(layer));
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public void requireLegal(Layer layer) {
    List<Integer> legal = lanes(layer);
    if (!legal.contains(lanes)) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": lanes (" + lanes + ") must divide every run of channels that"
              + " stays together (" + legal.get(legal.size() - 1) + ")",
          "take one of the divisors " + legal);
    }
  }

  @Override
  public Stage stage(QuantisedLayer quantised) {
    Layer layer = quantised.layer();
    requireLegal(layer);
    List<StreamFormat> inputs = new ArrayList<>();
    for (int port = 0; port < quantised.inputs().size(); port++) {
      inputs.add(
          new StreamFormat(layer.inputShapes().get(port), lanes, quantised.inputs().get(port)));
    }
    return KINDS
        .get(layer.getClass())
        .builder()
        .stage(quantised, inputs, new StreamFormat(layer.outputShape(), lanes, quantised.output()));
  }
}
