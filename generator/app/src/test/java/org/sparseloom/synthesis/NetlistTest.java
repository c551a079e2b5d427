package org.sparseloom.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;

class NetlistTest {
  @Test
  void aTotalCountsEveryInstanceOfASharedModule() {
    Netlist netlist =
        new Netlist(
            Map.of(
                "top", Map.of("lane", 3, "LUT2", 5, "RAMB18E1", 1),
                "lane", Map.of("LUT6", 10, "DSP48E1", 1, "FDRE", 7, "RAM32M", 2, "CARRY4", 4)));
    assertEquals(new Resources(3, 5 + 3 * (10 + 8), 21, 0.5, 0), netlist.total("top"));
    assertEquals(new Resources(0, 5, 0, 0.5, 0), netlist.own("top"));
  }
}
