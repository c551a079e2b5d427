package org.sparseloom.quantise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;

/** The values that the readers of a tensor tell apart: beyond the ends they do the same. */
record Interval(double least, double largest) {
  /** All values. */
  static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /**
   * Returns the intervals of the layers whose outputs only a nonlinearity reads: a HardSwish is 0
   * below -3, however far, so that no resolution need be spent there.
   */
  static Map<String, Interval> readByNonlinearities(Network network) {
    Map<String, Interval> intervals = new HashMap<>();
    for (Node node : network.nodes()) {
      String from = node.inputs().get(0);
      List<Node> readers =
          network.nodes().stream().filter(other -> other.inputs().contains(from)).toList();
      if (readers.size() == 1 && node.layer() instanceof Nonlinearity function) {
        intervals.put(from, new Interval(function.least(), function.largest()));
      }
    }
    return intervals;
  }
}
