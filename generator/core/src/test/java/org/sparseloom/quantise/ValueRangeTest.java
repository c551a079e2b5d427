package org.sparseloom.quantise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.testing.SmallNetworks;

class ValueRangeTest {
  private static ValueRange of(float... values) {
    RangeCounter counter = new RangeCounter();
    counter.add(values);
    return counter.range();
  }

  @Test
  void countsZerosSignsAndTheLargestMagnitude() {
    ValueRange range = of(0, 1, -4, 0, 2);
    assertEquals(2, range.zeros());
    assertEquals(5, range.count());
    assertEquals(4, range.largest());
    assertTrue(range.negative());
    assertFalse(of(0, 1).negative());
  }

  @Test
  void quantilesIncludeZeros() {
    float[] values = new float[1000];
    for (int i = 500; i < 1000; i++) {
      values[i] = i - 500 + 1; // Half zeros, then 1..500.
    }
    ValueRange range = of(values);
    assertEquals(0, range.quantile(0.4));
    assertEquals(250, range.quantile(0.75), 1);
    assertEquals(500, range.quantile(1));
  }

  @Test
  void wideFormatsHoldTheLargestValue() {
    assertEquals(4.0 / 65535, of(1, 4).scale(NumberFormat.unsigned(16)), 1e-12);
    assertEquals(4.0 / 2047, of(1, -4).scale(NumberFormat.signed(12)), 1e-12);
  }

  @Test
  void narrowFormatsClipAnOutlier() {
    float[] values = SmallNetworks.between(new Random(1), 100_000, 0, 1);
    values[0] = 3;
    double scale = of(values).scale(NumberFormat.unsigned(4));
    assertEquals(1.0 / 15, scale, 0.01);
  }

  @Test
  void clippingHasTheLeastSquaredErrorOfAll() {
    float[] values = SmallNetworks.normal(new Random(1), 20_000, 1);
    NumberFormat format = NumberFormat.signed(4);
    ValueRange range = of(values);
    double chosen = squaredError(values, range.scale(format), format);
    for (double share = 0.1; share <= 1; share += 0.05) {
      double other = squaredError(values, share * range.largest() / format.max(), format);
      assertTrue(chosen <= other * 1.01, "clipped at " + share);
    }
  }

  private static double squaredError(float[] values, double scale, NumberFormat format) {
    double error = 0;
    for (float value : values) {
      double integer = Math.min(format.max(), Math.max(-format.max(), Math.rint(value / scale)));
      error += Math.pow(value - integer * scale, 2);
    }
    return error;
  }

  @Test
  void nothingButZerosStillHasAScale() {
    assertTrue(of(new float[100]).scale(NumberFormat.unsigned(8)) > 0);
    assertEquals(0, Arrays.stream(of(new float[100]).counts()).sum());
  }
}
