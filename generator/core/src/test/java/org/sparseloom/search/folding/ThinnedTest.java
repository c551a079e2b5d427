package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Work;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;
import org.sparseloom.testing.RandomWork;

class ThinnedTest {
  private static final Convolution LAYER =
      new Convolution("c", new Shape(8, 20, 20), 4, Window.pointwise(), Activation.RELU);

  @Test
  void fewPixelsHaveThePairsOfAll() {
    Work all = new RandomWork(LAYER, 400, 0.3, 1);
    Work few = Thinned.of(all, 20);
    assertEquals(20, few.pixels());
    long sum = 0;
    for (int pixel = 0; pixel < 20; pixel++) {
      sum += few.pairs(pixel);
    }
    assertEquals(all.pairDensity(), sum / (20.0 * 4 * 8), all.pairDensity() * 0.01);
    assertEquals(400, few.pixelsPerImage());
  }

  @Test
  void whatIsSmallEnoughStaysAsItIs() {
    Work all = new RandomWork(LAYER, 20, 0.3, 1);
    assertSame(all, Thinned.of(all, 20));
  }
}
