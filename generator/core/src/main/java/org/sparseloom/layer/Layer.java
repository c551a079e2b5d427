package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.tensor.Shape;

/** What is computed, without numbers and without hardware: one node of the imported network. */
public sealed interface Layer
    permits Convolution,
        Addition,
        Multiplication,
        Nonlinearity,
        MaxPooling,
        AveragePooling,
        GlobalAveragePooling,
        Resize,
        DepthToSpace,
        Concatenation,
        ChannelSlice,
        GlobalMaxPooling {
  /** Returns the unique name, from the ONNX node. */
  String name();

  /** Returns the shape of the first incoming feature map, the only one of most layers. */
  Shape inputShape();

  /** Returns the shapes of all incoming feature maps, in the order of the node's inputs. */
  default List<Shape> inputShapes() {
    return List.of(inputShape());
  }

  Shape outputShape();

  /** Returns the function behind the layer's sum; none for layers that only choose or average. */
  default Activation activation() {
    return Activation.NONE;
  }

  /** Returns whether several inputs make one value, which a threshold can prune. */
  default boolean combines() {
    return inputShapes().size() > 1;
  }

  /** Returns whether every output channel hangs on the input channels of its own number alone. */
  default boolean keepsChannels() {
    return true;
  }

  /** Returns how many pixels of its input a stage can take side by side, ascending; 1 always. */
  default List<Integer> pixelCounts() {
    return List.of(1);
  }

  /** Returns multiply-accumulates per image; 0 for layers without weights. */
  default long macs() {
    return 0;
  }
}
