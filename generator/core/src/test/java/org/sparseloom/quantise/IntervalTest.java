package org.sparseloom.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.testing.BranchedNetworks;

class IntervalTest {
  private final Network network = NetworkImporter.of(BranchedNetworks.gated(3));

  @Test
  void gatesTellApartOnlyWhatLiesBetweenTheirCorners() {
    Map<String, Interval> read = Interval.readByNonlinearities(network);
    assertEquals(Set.of("c1", "c3", "c4", "c6"), read.keySet());
    // A HardSwish is 0 below -3; a HardSigmoid of slope 0.2 is 0 below -2.5 and 1 above 2.5.
    assertEquals(-3, read.get("c1").least(), 1e-6);
    assertEquals(Double.POSITIVE_INFINITY, read.get("c1").largest());
    assertEquals(-2.5, read.get("c3").least(), 1e-6);
    assertEquals(2.5, read.get("c3").largest(), 1e-6);
    // A Swish goes on for ever on both sides, but is all but 0 on one.
    assertEquals(new Interval(-12, Double.POSITIVE_INFINITY), read.get("c4"));
  }

  @Test
  void valuesBeyondCountAsTheEnds() {
    RangeCounter counter = new RangeCounter();
    counter.add(new float[] {-7, -1, 2, 8}, new Interval(-3, 5));
    assertEquals(5, counter.range().largest());
    assertEquals(4, counter.range().count());
  }
}
