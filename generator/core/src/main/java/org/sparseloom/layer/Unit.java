package org.sparseloom.layer;

import java.util.Map;

/**
 * A piece of hardware whose resources are modelled as one, named as its Chisel module or Verilog
 * template is, so that Yosys' per-module counts can be laid beside the model.
 *
 * @param kind unit kind, the key of its coefficients, e.g. "SparseEngine"
 * @param count how often the stage has it
 * @param parameters its numbers by name, e.g. M, N, weightBits
 */
public record Unit(String kind, int count, Map<String, Integer> parameters) {
  public Unit {
    parameters = Map.copyOf(parameters);
  }

  public int parameter(String name) {
    Integer value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(kind + " has no parameter " + name + ": " + parameters);
    }
    return value;
  }
}
