package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;

/** What is computed, without numbers and without hardware: one node of the imported network. */
public sealed interface Layer
    permits Convolution, Addition, MaxPooling, AveragePooling, GlobalAveragePooling {
  /** Returns the unique name, from the ONNX node. */
  String name();

  /** Returns the shape of every incoming feature map. */
  Shape inputShape();

  Shape outputShape();

  /** Returns the function behind the layer's sum; none for layers that only choose or average. */
  default Activation activation() {
    return Activation.NONE;
  }

  /** Returns multiply-accumulates per image; 0 for layers without weights. */
  default long macs() {
    return 0;
  }
}
