package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.testing.BranchedNetworks;

/**
 * Of a network with two depthwise convolutions, c2 behind c1 and c4 beside the sum s4 of c3 and c4, that c5
 * reads. Pixels x filters x pairs: c1 9x7 x 6 x 18 = 6804, c2 4x6 x 6 x 15 = 2160, c3 24 x 4 x 6 = 576,
 * c4 24 x 4 x 9 = 864, c5 in two groups 24 x 8 x 18 = 3456, and y 8 x 4 = 32.
 */
class SavedMacsTest {
  private static final Network NETWORK = NetworkImporter.of(BranchedNetworks.separable(1));

  @Test
  void zeroWeightsSaveTheLayersOwn() {
    assertEquals(
        Map.of("c1", 6804L, "c2", 2160L, "c3", 576L, "c4", 864L, "c5", 3456L, "y", 32L),
        new SavedMacs(NETWORK, false).byWeights());
  }

  @Test
  void zeroOutputsSaveThoseOfTheReaders() {
    assertEquals(
        Map.of("c1", 2160L, "c2", 576L, "c3", 864L, "s4", 3456L, "c5", 32L),
        new SavedMacs(NETWORK, false).byOutputs());
  }

  @Test
  void depthwiseEnginesTakeZerosAsWell() {
    SavedMacs saved = new SavedMacs(NETWORK, true);
    assertEquals(Map.of("c1", 6804L, "c3", 576L, "c5", 3456L, "y", 32L), saved.byWeights());
    assertEquals(Map.of("c2", 576L, "s4", 3456L, "c5", 32L), saved.byOutputs());
  }
}
