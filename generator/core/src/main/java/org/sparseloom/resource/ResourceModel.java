package org.sparseloom.resource;

import java.util.List;
import java.util.Map;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Unit;

/**
 * What hardware costs: a sum over units, LUT and FF by fitted coefficients, DSP and block RAM by the
 * exact rules of Yosys' mapping. Three kinds have such rules:
 *
 * <ul>
 *   <li>{@code Multiplier} with aBits, bBits (signed widths): DSP slices, or LUTs by the coefficients
 *       of {@code LutMultiplier} where Yosys uses no DSP
 *   <li>{@code BlockMemory} with depth, widthBits: block RAM
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

  /** Unit kind of a read-only memory in LUTs. */
  public static final String DISTRIBUTED_ROM = "DistributedRom";

  private static final String LUT_MULTIPLIER = "LutMultiplier";

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
    int dsp = 0;
    double blocks = 0;
    Unit counted = unit;
    if (unit.kind().equals(MULTIPLIER)) {
      dsp = dspRule.slices(unit.parameter("aBits"), unit.parameter("bBits"));
      counted = dsp > 0 ? unit : new Unit(LUT_MULTIPLIER, unit.count(), unit.parameters());
    } else if (unit.kind().equals(BLOCK_MEMORY)) {
      blocks = MemoryRule.blocks(unit.parameter("depth"), unit.parameter("widthBits"));
    }
    UnitCost cost = coefficients.units().get(counted.kind());
    if (cost == null) {
      throw new IllegalArgumentException(
          "unit kind " + counted.kind() + " has no coefficients in resource-coefficients.json; known are "
              + coefficients.units().keySet());
    }
    return new Resources(dsp, Term.sum(cost.lut(), counted), Term.sum(cost.ff(), counted), blocks, 0)
        .times(unit.count());
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
    MemoryPort last = null;
    Resources lastCost = Resources.NONE;
    for (MemoryPort port : stage.memories()) {
      boolean same = last != null && last.depth() == port.depth()
          && last.widthBits() == port.widthBits();
      lastCost = same ? lastCost : of(unit(port));
      last = port;
      sum = sum.plus(lastCost);
    }
    return sum;
  }

  /** Returns the unit that a read-only memory is: in block RAM or in LUTs. */
  public static Unit unit(MemoryPort port) {
    return new Unit(
        port.block() ? BLOCK_MEMORY : DISTRIBUTED_ROM,
        1,
        Map.of("depth", port.depth(), "widthBits", port.widthBits(),
            "blocksOf64", (port.depth() + 63) / 64));
  }
}
