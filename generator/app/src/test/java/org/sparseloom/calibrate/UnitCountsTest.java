package org.sparseloom.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;
import org.sparseloom.synthesis.Netlist;

class UnitCountsTest {
  private static final String MULTIPLIER = "$paramod$0a1b\\SignedMultiplier";
  private static final String SMALL_MULTIPLIER = "$paramod\\SignedMultiplier\\A_BITS=s3'4";
  private static final Netlist NETLIST =
      new Netlist(
          Map.of(
              "design_top",
                  Map.of("Engine_8x8", 1, "$paramod$77\\distributed_rom", 2, "LUT2", 9),
              "Engine_8x8", Map.of("Engine_8x8_Lane", 1, "Engine_8x8_Lane_1", 2, "LUT6", 4),
              "Engine_8x8_Lane", Map.of(MULTIPLIER, 2, "Engine_8x8_Lane_words_4x8", 1),
              "Engine_8x8_Lane_1", Map.of(SMALL_MULTIPLIER, 1, "FDRE", 5),
              "Engine_8x8_Lane_words_4x8", Map.of("RAM32M", 1),
              MULTIPLIER, Map.of("DSP48E1", 1),
              SMALL_MULTIPLIER, Map.of("LUT4", 25),
              "$paramod$77\\distributed_rom", Map.of("LUT4", 3, "FDRE", 2)));

  @Test
  void aModuleCountsForItsKindAndANamelessOneForTheUnitAroundIt() {
    assertEquals(
        Map.of(
            "Engine", new Resources(0, 4, 0, 0, 0),
            "Lane", new Resources(0, 4, 10, 0, 0),
            "Multiplier", new Resources(2, 0, 0, 0, 0),
            "LutMultiplier", new Resources(0, 50, 0, 0, 0)),
        counts().of("Engine_8x8"));
  }

  /** A FIFO's are in its own coefficients, a list engine's in others. */
  @Test
  void aMemoryInLutsCountsForTheUnitAroundItOrIsOne() {
    String memory = "$paramod\\LutMemory\\WIDTH=s32'1000";
    Netlist netlist =
        new Netlist(
            Map.of(
                "Fifo_d8", Map.of(memory, 1, "FDRE", 7),
                "List_8", Map.of("List_8_ListEngine", 3),
                "List_8_ListEngine", Map.of(memory, 1),
                memory, Map.of("RAM32M", 1)));
    Set<String> kinds = Set.of("Fifo", "List", "ListEngine", "WindowMemory");
    assertEquals(
        Map.of("Fifo", new Resources(0, 4, 7, 0, 0)),
        new UnitCounts(netlist, kinds).of("Fifo_d8"));
    assertEquals(
        Map.of(
            "List", Resources.NONE,
            "ListEngine", Resources.NONE,
            "WindowMemory", new Resources(0, 12, 0, 0, 0)),
        new UnitCounts(netlist, kinds).of("List_8"));
  }

  @Test
  void registersOfConvertersAndMemoriesOfBuffersAreTheirs() {
    String held = "$paramod\\HeldGroups\\GROUPS=s32'1";
    String memory = "$paramod\\LutMemory\\WIDTH=s32'8";
    Netlist netlist =
        new Netlist(
            Map.of(
                "PixelConverter_3_x2",
                Map.of("PixelConverter_3_x2_LaneConverter", 2, "PixelConverter_3_x2_PixelBuffer", 1),
                "PixelConverter_3_x2_LaneConverter", Map.of("LUT3", 5, held, 1),
                "PixelConverter_3_x2_PixelBuffer", Map.of("FDRE", 3, memory, 2),
                held, Map.of("FDRE", 4),
                memory, Map.of("RAM32M", 1)));
    assertEquals(
        Map.of(
            "LaneConverter", new Resources(0, 10, 8, 0, 0),
            "PixelBuffer", new Resources(0, 8, 3, 0, 0)),
        new UnitCounts(netlist, Set.of("LaneConverter", "PixelBuffer")).of("PixelConverter_3_x2"));
  }

  @Test
  void theMemoriesOfATopAreCountedApart() {
    assertEquals(
        Map.of("DistributedRom", new Resources(0, 6, 4, 0, 0)), counts().memories("design_top"));
  }

  private static UnitCounts counts() {
    return new UnitCounts(NETLIST, Set.of("Engine", "Lane", "Multiplier"));
  }
}
