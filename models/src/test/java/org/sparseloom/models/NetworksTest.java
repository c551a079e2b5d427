package org.sparseloom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NetworksTest {

  @Test
  void everyNetworkEndsInTenClasses() {
    for (Network network : Networks.all()) {
      FeatureShape shape = network.input();
      for (Layer layer : network.layers()) {
        shape = layer.outputShape(shape);
      }
      assertEquals(new FeatureShape(10, 1, 1), shape, network.name());
    }
  }

  @Test
  void multiplicationsOfTheTinyNetworkAsCountedByHand() {
    // 14x14 positions, 8 channels, 3x3x1 window; 7x7 positions, 16 channels, 3x3x8 window; 16x10.
    long expected = 14 * 14 * 8 * 9 + 7 * 7 * 16 * 72 + 16 * 10;
    assertEquals(expected, Networks.fashionTiny().multiplyAccumulates());
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> Networks.named("fashion-cn"));
    assertEquals(
        "--network (fashion-cn) must be one of fashion-cnn, fashion-mlp, fashion-tiny, fashion-graph.\n"
            + "Maybe a typing mistake?",
        refusal.getMessage());
  }

  @Test
  void learningRateRisesForOneEpochThenFallsToZero() {
    TrainingRecipe recipe = Networks.fashionCnn().recipe().withEpochs(3);
    assertEquals(recipe.peakLearningRate(), recipe.learningRate(9, 10), 1e-6);
    assertEquals(recipe.peakLearningRate() / 2, recipe.learningRate(20, 10), 1e-6);
    assertEquals(0, recipe.learningRate(30, 10), 1e-6);
  }
}
