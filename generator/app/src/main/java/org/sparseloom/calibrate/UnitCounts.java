package org.sparseloom.calibrate;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sparseloom.device.Resources;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.synthesis.Netlist;

/**
 * What the modules of a hierarchical netlist take, by the unit kind that they are: a module's own
 * cells belong to its kind, those of a module that is no unit (a memory in LUTs) to the unit that it
 * stands in.
 */
final class UnitCounts {
  /**
   * Modules of primitives.v and of the memory templates that are called otherwise than units, and the
   * one that only has units in it.
   */
  private static final Map<String, String> RENAMED =
      Map.of(
          "PixelConverter", "PixelBuffer",
          "HeldGroups", "LaneConverter",
          "BoothRow", "BoothMultiplier",
          "block_rom", ResourceModel.BLOCK_MEMORY,
          "distributed_rom", ResourceModel.DISTRIBUTED_ROM,
          "SignedMultiplier", ResourceModel.MULTIPLIER);

  private static final String ROW_MEMORY = "RowMemory";

  /** Part of the unit that it stands in, but for that of an engine, which is a unit. */
  private static final String LUT_MEMORY = "LutMemory";

  private static final Map<String, String> LUT_MEMORIES = Map.of("ListEngine", "WindowMemory");
  private static final String PARAMETERISED = "$paramod";

  private final Netlist netlist;
  private final Set<String> kinds;

  UnitCounts(Netlist netlist, Set<String> kinds) {
    this.netlist = netlist;
    this.kinds = kinds;
  }

  /**
   * Returns the resources by kind of a module and all below it.
   *
   * @param root a module that Chisel's elaborator named, its kind before the first underscore
   */
  Map<String, Resources> of(String root) {
    Map<String, Resources> counts = new TreeMap<>();
    String kind = root.substring(0, root.indexOf('_'));
    add(root, root, RENAMED.getOrDefault(kind, kind), 1, counts);
    return counts;
  }

  /** Returns the resources by kind of the memories that stand in a top. */
  Map<String, Resources> memories(String top) {
    Map<String, Resources> counts = new TreeMap<>();
    netlist
        .cells()
        .get(top)
        .forEach(
            (cell, count) -> {
              if (cell.startsWith(PARAMETERISED)) {
                add(cell, top, "", count, counts);
              }
            });
    return counts;
  }

  private void add(
      String module, String root, String around, int copies, Map<String, Resources> counts) {
    String kind = kind(module, root, around);
    counts.merge(kind, netlist.own(module).times(copies), Resources::plus);
    netlist
        .cells()
        .get(module)
        .forEach(
            (cell, count) -> {
              if (netlist.cells().containsKey(cell)) {
                add(cell, root, kind, copies * count, counts);
              }
            });
  }

  private String kind(String module, String root, String around) {
    if (module.startsWith(PARAMETERISED)) {
      // $paramod\NAME\PARAMETER=..., or $paramod$DIGEST\NAME if that would be long.
      String name = module.split("\\\\")[1];
      if (name.equals(LUT_MEMORY)) {
        return LUT_MEMORIES.getOrDefault(around, around);
      }
      return made(RENAMED.getOrDefault(name, name), netlist.own(module));
    }
    if (module.startsWith(root + "_")) {
      String name = module.substring(root.length() + 1).replaceFirst("_\\d+$", "");
      return kinds.contains(name) ? name : around;
    }
    return around;
  }

  /** A multiplier of none or several DSP slices and a row in block RAM are units of other kinds. */
  private static String made(String kind, Resources own) {
    if (kind.equals(ResourceModel.MULTIPLIER) && own.dsp() != 1) {
      return own.dsp() == 0 ? ResourceModel.LUT_MULTIPLIER : ResourceModel.WIDE_MULTIPLIER;
    }
    return kind.equals(ROW_MEMORY) && own.bram36() > 0 ? ResourceModel.BLOCK_MEMORY : kind;
  }
}
