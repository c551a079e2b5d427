package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.testing.BranchedNetworks;

class OnePixelTest {
  @Test
  void onlyTheLayersOfAGateMustBeFast() {
    // c2 and c3 make the factors of m3; y, which makes the classes, keeps nobody waiting.
    assertEquals(
        List.of("c2", "c3"), weighted(NetworkImporter.of(BranchedNetworks.gated(1))));
    assertEquals(List.of(), weighted(NetworkImporter.of(BranchedNetworks.residual(1))));
  }

  private static List<String> weighted(Network network) {
    List<Integer> weights = OnePixel.weights(network);
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < weights.size(); layer++) {
      if (weights.get(layer) > 1) {
        assertEquals(JoinDepths.PIXEL_SHARE, weights.get(layer));
        names.add(network.layers().get(layer).name());
      }
    }
    return names;
  }
}
