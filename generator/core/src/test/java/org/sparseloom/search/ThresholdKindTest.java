package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Layer a has values with the root mean square sqrt(30 / 4) = 2.7386, b those times ten. Zeros of a save
 * three times the MACs, 300 and 100 for a mean of 200, so that force 1 is 2.7386 x sqrt(1.5) = 3.354 and
 * 27.386 x sqrt(0.5) = 19.365.
 */
class ThresholdKindTest {
  private static final Map<String, float[]> VALUES =
      Map.of("a", new float[] {1, -2, 3, 4}, "b", new float[] {-40, 30, 20, 10});

  @Test
  void forceIsSharedOutByMagnitudeAndMacs() {
    ThresholdKind kind = kind(0.9, true);
    assertEquals(List.of(0.0, 0.0), kind.shares(0));
    assertEquals(List.of(0.25, 0.0), kind.shares(0.5));
    assertEquals(List.of(0.75, 0.25), kind.shares(1));
    assertEquals(List.of(0.9, 0.5), kind.shares(1.25));
  }

  @Test
  void noLayerIsPrunedMoreThanItMay() {
    assertEquals(List.of(0.6, 0.25), kind(0.6, true).shares(1));
  }

  @Test
  void oneThresholdForAllIsAShare() {
    ThresholdKind kind = kind(0.6, false);
    assertEquals(List.of(0.3), kind.shares(0.3));
    assertEquals(List.of(0.6), kind.shares(0.9));
    assertEquals(0.6, kind.mostForce());
    assertEquals(3, kind.threshold(0, List.of(0.5)));
    assertEquals(30, kind.threshold(1, List.of(0.5)));
  }

  @Test
  void aLayersShareDecidesItsThreshold() {
    ThresholdKind kind = kind(0.9, true);
    assertEquals(4, kind.threshold(0, List.of(0.75, 0.25)));
    assertEquals(20, kind.threshold(1, List.of(0.75, 0.25)));
    assertEquals(
        List.of("a.weights", "b.weights"),
        kind.parameters().stream().map(parameter -> parameter.name()).toList());
  }

  private static ThresholdKind kind(double largestShare, boolean perLayer) {
    Map<String, Long> saved = new LinkedHashMap<>();
    saved.put("a", 300L);
    saved.put("b", 100L);
    return new ThresholdKind(
        "weights", saved, layer -> ThresholdScale.ofAll(VALUES.get(layer)), largestShare, perLayer);
  }
}
