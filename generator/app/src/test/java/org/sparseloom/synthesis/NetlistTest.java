package org.sparseloom.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;

class NetlistTest {
  /** As Yosys 0.23 writes it once a top is set: a table between "modules" and "design". */
  private static final String STATISTICS =
      """
      {
         "creator": "Yosys 0.23 (git sha1 7ce5011c24b)",
         "modules": {
            "$paramod$0f\\\\leaf": {
               "num_cells":         9,
               "num_cells_by_type": { "FDRE": 8, "INV": 1 }
            },
            "\\\\top": {
               "num_cells":         3,
               "num_cells_by_type": { "LUT3": 1, "$paramod$0f\\\\leaf": 2 }
            }
         },
             $paramod$0f\\leaf      2
            "design": { "num_cells": 19, "num_cells_by_type": { "FDRE": 16, "INV": 2, "LUT3": 1 } }
      }
      """;

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

  /** A multiplier's registers are in its slice; those of what it stands in are not. */
  @Test
  void registersThatAreLeftBesideAnUltraScaleSliceAreInside() {
    Netlist netlist =
        new Netlist(
            Map.of(
                "top", Map.of("engine", 3),
                "engine", Map.of("product", 2, "FDRE", 5, "LUT2", 1),
                "product", Map.of("DSP48E2", 1, "FDRE", 68),
                "wide", Map.of("DSP48E2", 2, "FDRE", 40)));
    assertEquals(new Resources(6, 3, 15, 0, 0), netlist.total("top"));
    assertEquals(6 * 68, netlist.beside("top"));
    assertEquals(40, netlist.total("wide").ff());
    assertEquals(0, netlist.beside("wide"));
  }

  @Test
  void theTableThatYosysPutsBehindTheModulesIsNotRead() throws IOException {
    Netlist netlist = Netlist.read(new StringReader(STATISTICS));
    assertEquals(Set.of("top", "$paramod$0f\\leaf"), netlist.cells().keySet());
    assertEquals(new Resources(0, 1, 16, 0, 0), netlist.total("top"));
  }

  @Test
  void soundJsonOfOtherVersionsIsReadToo() throws IOException {
    String sound = STATISTICS.replaceFirst("(?m)^ *.paramod.*leaf +2$", "");
    assertNotEquals(STATISTICS, sound);
    assertEquals(
        Netlist.read(new StringReader(STATISTICS)), Netlist.read(new StringReader(sound)));
  }

  @Test
  void statisticsWithoutModulesAreAnError() {
    assertThrows(
        IOException.class, () -> Netlist.read(new StringReader("{\"design\": {}}")));
  }
}
