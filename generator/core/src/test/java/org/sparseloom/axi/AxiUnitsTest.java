package org.sparseloom.axi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Unit;

/** The units of a wrapper, by hand, and what they cost beside what Yosys counted. */
class AxiUnitsTest {
  /**
   * 2 x 3 values of 8 bits come in on a bus of 4 bytes, in 2 beats: groups of a byte, 4 in and 3 out, of
   * which 6 are held. Held group 0 can be followed by group 3 and filled at place 0, group 1 by 4 and at 0
   * or 1, group 2 by 5 and at 0..2, group 3 has no follower and is filled at 0..2, group 4 at 1 or 2,
   * group 5 at 2: 3, 4, 5, 4, 3 and 2 choices, 1, 1, 2, 1, 1 and 1 LUTs a bit. A result is one value of 16
   * bits, half a beat: 1 group in and 2 out, 2 are held; each waits, or takes what comes: 2 choices.
   */
  @Test
  void aSmallWrapper() {
    AxiStream input = new AxiStream(3, 8, false, 2, 4);
    AxiStream output = new AxiStream(1, 16, true, 1, 4);
    assertEquals(
        List.of(
            new Unit("AxiSlice", 2, Map.of("widthBits", 37)),
            new Unit("AxiSlice", 1, Map.of("widthBits", 33)),
            new Unit("AxiFrame", 1, Map.of("busBytes", 4, "countBits", 1)),
            new Unit(
                "AxiRepack", 1,
                Map.of("heldBits", 48, "muxLuts", 56, "places", 3, "levelBits", 3)),
            new Unit(
                "AxiRepack", 1,
                Map.of("heldBits", 32, "muxLuts", 32, "places", 2, "levelBits", 2)),
            new Unit("AxiLite", 1, Map.of()),
            new Unit("AxiRegisters", 1, Map.of("stages", 3, "loads", 1)),
            new Unit("AxiCounter", 8, Map.of("widthBits", 32)),
            new Unit("AxiCounter", 1, Map.of("widthBits", 64)),
            new Unit("AxiWrapper", 1, Map.of("stages", 3))),
        AxiUnits.of(input, output, 3, true));
  }

  /**
   * Counted on axi/*.v alone, the top a black box, of designs of fashion-tiny (5 stages), fashion-cnn (8)
   * and ResNet-8 (14): {@code synth_xilinx -family xc7 -top NAME_axi -noiopad -noclkbuf -nowidelut}.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 1, 784, 32, 617, 941", "5, 1, 784, 64, 861, 1214", "5, 1, 784, 128, 1280, 1759",
    "5, 1, 784, 256, 2100, 2848", "5, 1, 784, 512, 3759, 5025",
    "8, 1, 784, 32, 665, 1040", "8, 1, 784, 64, 917, 1313", "8, 1, 784, 128, 1325, 1858",
    "8, 1, 784, 256, 2161, 2947", "8, 1, 784, 512, 3804, 5124",
    "14, 3, 1024, 32, 803, 1256", "14, 3, 1024, 64, 1042, 1529", "14, 3, 1024, 128, 1533, 2074",
    "14, 3, 1024, 256, 2488, 3163", "14, 3, 1024, 512, 4376, 5340"
  })
  void whatYosysCounted(int stages, int lanes, long beats, int busBits, int lut, int ff) {
    Resources predicted =
        AxiUnits.resources(
            new AxiStream(lanes, 8, false, beats, busBits / 8),
            new AxiStream(1, 16, true, 10, busBits / 8), stages, false, "xc7");
    assertEquals(lut, predicted.lut(), 0.08 * lut);
    assertEquals(ff, predicted.ff());
  }
}
