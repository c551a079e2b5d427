package org.sparseloom.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.LutCosts;
import org.sparseloom.layer.MemoryKind;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Unit;

/**
 * What hardware costs: a sum over units, LUT and FF by fitted coefficients, DSP and block RAM by the
 * exact rules of Yosys' mapping. Four kinds have such rules:
 *
 * <ul>
 *   <li>{@code Multiplier} with aBits, bBits (signed widths): DSP slices, or LUTs by the coefficients
 *       of {@code LutMultiplier} where Yosys uses no DSP
 *   <li>{@code BlockMemory} with depth, widthBits: block RAM
 *   <li>{@code UltraMemory} with depth, widthBits: UltraRAM, otherwise as a {@code BlockMemory}
 *   <li>{@code DistributedRom} with depth, widthBits: LUTs, every 64 words of a bit one
 * </ul>
 *
 * A kind without coefficients is an error: no cost is ever 0 by default.
 */
public final class ResourceModel {
  /** Unit kind of a multiplier on a DSP slice. */
  public static final String MULTIPLIER = "Multiplier";

  /** Unit kind of a memory in block RAM, written or not. */
  public static final String BLOCK_MEMORY = "BlockMemory";

  /** Unit kind of a memory in UltraRAM that a stage or connection writes. */
  public static final String ULTRA_MEMORY = "UltraMemory";

  /** Unit kind of a read-only memory in LUTs. */
  public static final String DISTRIBUTED_ROM = "DistributedRom";

  /** Unit kind of a multiplier for which Yosys takes no DSP slice. */
  public static final String LUT_MULTIPLIER = "LutMultiplier";

  /** Unit kind of a multiplier of several DSP slices, whose products LUTs add. */
  public static final String WIDE_MULTIPLIER = "WideMultiplier";

  private final Coefficients coefficients;
  private final DspRule dspRule;

  /** A model for a device family, "xc7" or "xcup". */
  public ResourceModel(Coefficients coefficients, String family) {
    this.coefficients = coefficients;
    this.dspRule = new DspRule(family);
  }

  /** Returns the model with the coefficients that ship with the product. */
  public static ResourceModel standard(String family) {
    return new ResourceModel(Coefficients.standard(), family);
  }

  /** Returns the resources of all {@code unit.count()} copies. */
  public Resources of(Unit unit) {
    Unit counted = costed(unit);
    int dsp = unit.kind().equals(MULTIPLIER) ? slices(unit) : 0;
    double blocks = unit.kind().equals(BLOCK_MEMORY) ? blocks(unit).blocks() : 0;
    long ultras =
        unit.kind().equals(ULTRA_MEMORY)
            ? UltraRule.blocks(unit.parameter("depth"), unit.parameter("widthBits"))
            : 0;
    UnitCost cost = coefficients.units().get(counted.kind());
    if (cost == null) {
      throw new IllegalArgumentException(
          "unit kind " + counted.kind() + " has no coefficients in resource-coefficients.json; known are "
              + coefficients.units().keySet());
    }
    return new Resources(dsp, Term.sum(cost.lut(), counted), Term.sum(cost.ff(), counted), blocks, ultras)
        .times(unit.count());
  }

  /** Returns the unit kinds that have coefficients. */
  public Set<String> kinds() {
    return coefficients.units().keySet();
  }

  /**
   * Returns the unit as the kind whose coefficients hold for it, with what the rules add: multipliers
   * may be made of LUTs, memories in block RAM and UltraRAM choose among banks.
   */
  public Unit costed(Unit unit) {
    return switch (unit.kind()) {
      case MULTIPLIER -> costedMultiplier(unit);
      case BLOCK_MEMORY -> banked(unit, blocks(unit).banks(), unit.parameter("written") == 1);
      case ULTRA_MEMORY -> banked(unit, UltraRule.banks(unit.parameter("depth")), true);
      default -> unit;
    };
  }

  private Unit costedMultiplier(Unit unit) {
    int slices = slices(unit);
    String kind = slices == 0 ? LUT_MULTIPLIER : slices == 1 ? MULTIPLIER : WIDE_MULTIPLIER;
    return new Unit(kind, unit.count(), unit.parameters());
  }

  private static Unit banked(Unit unit, int banks, boolean written) {
    int widthBits = unit.parameter("widthBits");
    return new Unit(
        BLOCK_MEMORY,
        unit.count(),
        Map.of(
            "bankMuxes", widthBits * LutCosts.binaryMultiplexer(banks),
            "writeEnables", written && banks > 1 ? banks : 0,
            "bankBits", 32 - Integer.numberOfLeadingZeros(banks - 1)));
  }

  private static MemoryRule blocks(Unit memory) {
    return MemoryRule.of(
        memory.parameter("depth"), memory.parameter("widthBits"), memory.parameter("written") == 1);
  }

  private int slices(Unit multiplier) {
    return dspRule.slices(multiplier.parameter("aBits"), multiplier.parameter("bBits"));
  }

  public Resources of(List<Unit> units) {
    Resources sum = Resources.NONE;
    for (Unit unit : units) {
      sum = sum.plus(of(unit));
    }
    return sum;
  }

  /** Returns the resources of a stage with its memories. */
  public Resources of(Stage stage) {
    Resources sum = of(stage.units());
    for (MemoryKind kind : stage.memoryKinds()) {
      sum = sum.plus(of(unit(kind.like())).times(kind.count()));
    }
    return sum;
  }

  /** Returns the unit that a read-only memory is: in block RAM or in LUTs. */
  public static Unit unit(MemoryPort port) {
    return new Unit(
        port.block() ? BLOCK_MEMORY : DISTRIBUTED_ROM,
        1,
        Map.of(
            "depth", port.depth(),
            "widthBits", port.keptBits(),
            "written", 0,
            "columns", columns(port),
            "blocksOf64", (port.depth() + 63) / 64));
  }

  /**
   * Returns how many different columns of bits a memory is expected to have that take LUTs: synthesis
   * makes equal ones once, and a shallow memory has few. Constants and address bits take none.
   */
  private static int columns(MemoryPort port) {
    double all = Math.pow(2, Math.min(port.depth(), 50));
    int addressBits = 32 - Integer.numberOfLeadingZeros(port.depth() - 1);
    double taking = Math.max(0, all - 2 - 2 * addressBits) / all;
    return (int) Math.round(-all * Math.expm1(-port.keptBits() / all) * taking);
  }
}
