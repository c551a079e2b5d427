package org.sparseloom.layer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;

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

  /** Says whether a layer's output has its input's format, whatever width is asked for. */
  public static boolean copies(Layer layer) {
    int asked = 16;
    NumberFormat given = NumberFormat.signed(asked + 1);
    List<NumberFormat> inputs = Collections.nCopies(layer.inputShapes().size(), given);
    return of(layer).outputFormat(layer, inputs, asked).equals(given);
  }

  /** Returns the kind that an ONNX operator becomes. */
  public static Optional<LayerKind> importing(String operator) {
    return ALL.stream().filter(kind -> kind.operators().contains(operator)).findFirst();
  }
}
