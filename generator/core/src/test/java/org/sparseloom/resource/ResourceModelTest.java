package org.sparseloom.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Unit;

class ResourceModelTest {
  /** Signed multipliers as Yosys 0.23 mapped them: widths, DSP48E1 on xc7, DSP48E2 on xcup. */
  private static final int[][] MULTIPLIERS = {
    {2, 2, 0, 0}, {4, 4, 0, 0}, {2, 6, 0, 0}, {3, 5, 0, 0}, {1, 10, 0, 0}, {2, 7, 1, 1},
    {3, 6, 1, 1}, {4, 5, 1, 1}, {8, 8, 1, 1}, {9, 8, 1, 1}, {16, 16, 1, 1}, {17, 16, 1, 1},
    {18, 19, 1, 1}, {17, 25, 1, 1}, {17, 26, 2, 1}, {17, 27, 2, 1}, {17, 28, 2, 2}, {17, 42, 2, 2},
    {17, 43, 3, 2}, {17, 44, 3, 2}, {17, 46, 3, 3}, {17, 48, 3, 3}, {19, 19, 2, 2}, {20, 20, 2, 2}
  };

  /** UltraQueueMemory as Yosys 0.23 mapped it: depth, width, UltraRAMs, LUTs, flip-flops. */
  private static final int[][] ULTRA_MEMORIES = {
    {2000, 72, 1, 0, 0}, {20000, 128, 10, 265, 3}, {20000, 24, 5, 57, 3}, {16384, 16, 4, 20, 2},
    {9000, 100, 6, 103, 2}, {8192, 144, 4, 146, 1}
  };

  /** Read-only memories as Yosys 0.23 mapped them: depth, width, halves of a 36-kbit block. */
  private static final int[][] MEMORIES = {
    {17, 256, 8}, {32, 72, 2}, {64, 36, 1}, {128, 72, 2}, {512, 36, 1}, {512, 64, 2}, {512, 73, 3},
    {512, 100, 3}, {512, 144, 4}, {576, 36, 2}, {600, 18, 1}, {1024, 18, 1}, {1024, 32, 2},
    {1024, 40, 3}, {1024, 54, 3}, {1025, 18, 2}, {2048, 9, 1}, {2048, 24, 3}, {3000, 9, 2},
    {4096, 4, 1}, {4096, 12, 3}, {8192, 4, 2}, {8192, 8, 4}, {10000, 8, 5}, {16384, 8, 8},
    {20, 200, 6}, {5120, 40, 12}, {10368, 64, 40}, {40960, 200, 446}
  };

  /** The same of memories that are written, too. */
  private static final int[][] WRITTEN_MEMORIES = {
    {576, 8, 1}, {1344, 24, 3}, {14720, 8, 8}, {17664, 8, 9}, {29504, 8, 15}, {38560, 16, 38},
    {44256, 8, 22}, {672, 48, 3}, {308, 64, 2}
  };

  @Test
  void multipliersTakeTheSlicesThatYosysGivesThem() {
    for (int[] row : MULTIPLIERS) {
      String name = row[0] + "x" + row[1];
      assertEquals(row[2], new DspRule("xc7").slices(row[0], row[1]), name);
      assertEquals(row[3], new DspRule("xcup").slices(row[0], row[1]), name);
      assertEquals(row[2], new DspRule("xc7").slices(row[1], row[0]), name);
    }
  }

  @Test
  void memoriesTakeTheBlocksThatYosysGivesThem() {
    for (int[] row : MEMORIES) {
      assertBlocks(row, false);
    }
    for (int[] row : WRITTEN_MEMORIES) {
      assertBlocks(row, true);
    }
  }

  private static void assertBlocks(int[] row, boolean written) {
    assertEquals(
        row[2] / 2.0, MemoryRule.of(row[0], row[1], written).blocks(), row[0] + "x" + row[1]);
  }

  @Test
  void copiesAreCountedAndSmallMultipliersTakeLuts() {
    ResourceModel model =
        new ResourceModel(
            Coefficients.parse(
                "{\"formatVersion\": 1, \"tool\": \"t\", \"command\": \"c\", \"units\": {"
                    + "\"Multiplier\": {\"lut\": {\"constant\": 1}, \"ff\": {}},"
                    + "\"LutMultiplier\": {\"lut\": {\"aBits*bBits\": 2}, \"ff\": {}},"
                    + "\"Counter\": {\"lut\": {\"log2(limit)\": 1.5}, \"ff\": {\"constant\": 3}}}}",
                "test"),
            "xc7");
    assertEquals(
        new Resources(3, 3, 0, 0, 0),
        model.of(new Unit("Multiplier", 3, Map.of("aBits", 9, "bBits", 8))));
    assertEquals(
        new Resources(0, 24, 0, 0, 0),
        model.of(new Unit("Multiplier", 1, Map.of("aBits", 4, "bBits", 3))));
    assertEquals(
        new Resources(0, 12, 6, 0, 0),
        model.of(new Unit("Counter", 2, Map.of("limit", 9))));
  }

  @Test
  void anUnknownKindIsAnErrorAndNotFree() {
    ResourceModel model = ResourceModel.standard("xc7");
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> model.of(new Unit("Novelty", 1, Map.of())));
    assertTrue(error.getMessage().startsWith("unit kind Novelty has no coefficients"));
  }

  @Test
  void writtenMemoriesInUltraRamAreAsYosysMapsThem() {
    ResourceModel model = ResourceModel.standard("xcup");
    for (int[] row : ULTRA_MEMORIES) {
      Resources found =
          model.of(
              new Unit(
                  ResourceModel.ULTRA_MEMORY, 1, Map.of("depth", row[0], "widthBits", row[1])));
      String memory = row[0] + "x" + row[1];
      assertEquals(row[2], found.uram(), memory);
      // Of five banks Yosys makes the write enables in two steps: four LUTs more.
      assertEquals(row[3], found.lut(), 0.08 * row[3], memory);
      assertEquals(row[4], found.ff(), memory);
      assertEquals(0, found.bram36(), memory);
    }
  }

  @Test
  void readOnlyMemoriesGoToBlocksOrLuts() {
    ResourceModel model = ResourceModel.standard("xc7");
    assertEquals(
        1.5, model.of(ResourceModel.unit(new MemoryPort("weights", 512, 100))).bram36());
    // Bits that are zero in all words fill no block.
    assertEquals(
        1, model.of(ResourceModel.unit(new MemoryPort("lists", 512, 100, false, 28))).bram36());
    Resources small = model.of(ResourceModel.unit(new MemoryPort("weights", 16, 100)));
    assertEquals(0, small.bram36());
    assertTrue(small.lut() > 10);
  }

  @Test
  void aFitFindsTheCoefficientsThatMadeTheSamples() {
    Coefficients old =
        Coefficients.parse(
            "{\"formatVersion\": 1, \"tool\": \"t\", \"command\": \"c\", \"units\": {\"Engine\": {"
                + "\"lut\": {\"constant\": 0, \"M*bits\": 0, \"M\": 0}, \"ff\": {\"M\": 0}}}}",
            "test");
    Random random = new Random(1);
    List<ResourceSample> samples = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int m = 1 + random.nextInt(40);
      int bits = 2 + random.nextInt(14);
      samples.add(
          new ResourceSample(
              List.of(new Unit("Engine", 2, Map.of("M", m, "bits", bits))),
              2 * (20 + 1.25 * m * bits), 6 * m));
    }
    ResourceFit fit = ResourceFit.of(samples, old, "counter 1", "count");
    Coefficients read = Coefficients.parse(fit.coefficients().text(), "written");
    ResourceModel model = new ResourceModel(read, "xc7");
    Resources found = model.of(new Unit("Engine", 1, Map.of("M", 9, "bits", 8)));
    assertEquals(110, found.lut(), 0.5);
    assertEquals(27, found.ff(), 0.1);
    assertEquals("counter 1", read.tool());
    assertTrue(read.units().get("Engine").error().orElseThrow().worstLut() < 0.01);
  }

  @Test
  void aTermThatNoSampleHasKeepsItsCoefficient() {
    Coefficients old =
        Coefficients.parse(
            "{\"formatVersion\": 1, \"tool\": \"t\", \"command\": \"c\", \"units\": {\"Pool\": {"
                + "\"lut\": {\"constant\": 1, \"pairs\": 7}, \"ff\": {\"constant\": 0}}}}",
            "test");
    Unit alone = new Unit("Pool", 1, Map.of("pairs", 0));
    ResourceFit fit =
        ResourceFit.of(List.of(new ResourceSample(List.of(alone), 12, 3)), old, "t", "c");
    ResourceModel model = new ResourceModel(fit.coefficients(), "xc7");
    assertEquals(12 + 2 * 7, model.of(new Unit("Pool", 1, Map.of("pairs", 2))).lut(), 1e-3);
    assertEquals(3, model.of(alone).ff(), 1e-3);
  }

  @Test
  void aFitNeverGivesNegativeCosts() {
    double[] x = NonNegativeLeastSquares.solve(new double[][] {{1, 1}, {1, 2}, {1, 3}}, new double[] {3, 2, 1});
    assertEquals(2, x[0], 1e-6);
    assertEquals(0, x[1]);
  }
}
