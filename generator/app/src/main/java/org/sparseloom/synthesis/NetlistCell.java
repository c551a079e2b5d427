package org.sparseloom.synthesis;

import java.util.Map;

/**
 * A cell or a module's instance in a netlist.
 *
 * @param inputs port to nets, lowest first; constants are negative
 * @param outputs the same
 * @param parameters that are numbers
 * @param chained a carry cell that goes on where another one ends
 */
record NetlistCell(
    String name,
    String type,
    Map<String, int[]> inputs,
    Map<String, int[]> outputs,
    Map<String, Integer> parameters,
    boolean chained) {

  /** Returns whether a parameter is there and not 0. */
  boolean flag(String parameter) {
    return parameters.getOrDefault(parameter, 0) != 0;
  }

  /** Cells of equal keys have equal arcs. */
  Object key() {
    return new Key(type, parameters, chained, widths(inputs), widths(outputs));
  }

  private static Map<String, Integer> widths(Map<String, int[]> ports) {
    Map<String, Integer> widths = new java.util.TreeMap<>();
    ports.forEach((port, nets) -> widths.put(port, nets.length));
    return widths;
  }

  private record Key(
      String type, Map<String, Integer> parameters, boolean chained, Map<String, Integer> inputs,
      Map<String, Integer> outputs) {}
}
