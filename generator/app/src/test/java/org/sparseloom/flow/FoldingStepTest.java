package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FoldingStepTest {
  /** Of 2 thousand million MACs, but 4 to 16 images: networks like ResNet-50, MobileNetV2 and LeNet. */
  @Test
  void trialsOfLargeNetworksRunFewerImages() {
    assertEquals(4, FoldingStep.trialImages(4_100_000_000L));
    assertEquals(6, FoldingStep.trialImages(300_000_000L));
    assertEquals(16, FoldingStep.trialImages(400_000));
    assertEquals(16, FoldingStep.trialImages(0));
  }
}
