package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;

/** All layer kinds: the one list to add a kind to. */
public final class LayerKinds {
  private static final List<LayerKind> ALL =
      List.of(
          new ConvolutionKind(),
          new AdditionKind(),
          new MultiplicationKind(),
          new NonlinearityKind(),
          new MaxPoolingKind(),
          new AveragePoolingKind(),
          new GlobalAveragePoolingKind(),
          new ResizeKind(),
          new DepthToSpaceKind(),
          new ConcatenationKind(),
          new ChannelSliceKind(),
          new GlobalMaxPoolingKind());

  private LayerKinds() {}

  public static List<LayerKind> all() {
    return ALL;
  }

  /** Returns the kind of a layer. */
  public static LayerKind of(Layer layer) {
    return ALL.stream()
        .filter(kind -> kind.layerClass().isInstance(layer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(layer + " must be of a registered kind"));
  }

  /** Returns the kind that an ONNX operator becomes. */
  public static Optional<LayerKind> importing(String operator) {
    return ALL.stream().filter(kind -> kind.operators().contains(operator)).findFirst();
  }
}
