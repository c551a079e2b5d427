package org.sparseloom.layer;

import java.util.List;
import org.sparseloom.numeric.NumberFormat;

/** The gate of a nonlinearity in integers, for inputs that are too wide for a table. */
public sealed interface NonlinearityGate permits NonlinearityRamp, NonlinearitySigmoid {
  /** Returns the gate of a layer whose input's unit stands for {@code inputScale}. */
  static NonlinearityGate of(Nonlinearity layer, double inputScale) {
    return layer.function().smooth()
        ? NonlinearitySigmoid.of(layer, inputScale)
        : NonlinearityRamp.of(layer, inputScale);
  }

  /** Returns the gate's integer, never negative, for an input's. */
  long of(long input);

  /** Returns the largest integer of the gate. */
  long largest(NumberFormat input);

  /** Returns registers between the input and the gate. */
  int cycles();

  /** Returns the memories of so many lanes. */
  List<MemoryPort> memories(int lanes);

  List<MemoryImage> contents(int lanes);

  /** Returns the gate's numbers as inputs of the module. */
  List<ConstantPort> constants(NumberFormat input);

  /** Returns a name that tells apart any two gates of different hardware. */
  String moduleName(NumberFormat input);
}
