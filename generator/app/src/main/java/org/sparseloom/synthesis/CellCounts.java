package org.sparseloom.synthesis;

import java.util.Map;
import java.util.Set;
import org.sparseloom.device.Resources;

/** What a cell of Yosys' synth_xilinx netlist costs on the FPGA (AMD UG474, UG473, UG479, UG574). */
final class CellCounts {
  /** LUTs that one distributed RAM or shift register cell takes up. */
  private static final Map<String, Integer> MEMORY_LUTS =
      Map.ofEntries(
          Map.entry("RAM32X1S", 1), Map.entry("RAM64X1S", 1), Map.entry("RAM32X1D", 2),
          Map.entry("RAM64X1D", 2), Map.entry("RAM128X1S", 2), Map.entry("RAM128X1D", 4),
          Map.entry("RAM256X1S", 4), Map.entry("RAM256X1D", 8), Map.entry("RAM32M", 4),
          Map.entry("RAM64M", 4), Map.entry("RAM32M16", 8), Map.entry("RAM64M8", 8),
          Map.entry("SRL16E", 1), Map.entry("SRLC16E", 1), Map.entry("SRLC32E", 1));

  private static final Set<String> FLIP_FLOPS =
      Set.of("FDRE", "FDSE", "FDCE", "FDPE", "FDRE_1", "FDSE_1", "FDCE_1", "FDPE_1");

  private CellCounts() {}

  /** Returns the resources of one cell; inverters, carries and wide multiplexers cost no LUT. */
  static Resources of(String cell) {
    if (cell.matches("LUT[1-6]")) {
      return new Resources(0, 1, 0, 0, 0);
    }
    if (MEMORY_LUTS.containsKey(cell)) {
      return new Resources(0, MEMORY_LUTS.get(cell), 0, 0, 0);
    }
    if (FLIP_FLOPS.contains(cell)) {
      return new Resources(0, 0, 1, 0, 0);
    }
    if (cell.startsWith("DSP48")) {
      return new Resources(1, 0, 0, 0, 0);
    }
    if (cell.startsWith("RAMB36")) {
      return new Resources(0, 0, 0, 1, 0);
    }
    if (cell.startsWith("RAMB18")) {
      return new Resources(0, 0, 0, 0.5, 0);
    }
    if (cell.startsWith("URAM288")) {
      return new Resources(0, 0, 0, 0, 1);
    }
    return Resources.NONE;
  }
}
