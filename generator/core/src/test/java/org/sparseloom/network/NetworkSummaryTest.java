package org.sparseloom.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.sparseloom.testing.SmallNetworks;

class NetworkSummaryTest {
  @Test
  void oneLinePerLayerThenTotals() {
    NetworkSummary summary = NetworkSummary.of(NetworkImporter.of(SmallNetworks.convolutional(1)));
    // 8x8 pixels x 8 filters x 27 pairs; 4x4 x 6 x 72; 4 x 6.
    assertEquals(13824 + 6912 + 24, summary.macs());
    // Weights and biases: 216 + 8, 432 + 6, 24 + 4.
    assertEquals(224 + 438 + 28, summary.parameters());
    assertEquals(
        """
        Network convolutional
        layer  kind                  input  output  geometry                         MACs  parameters
        conv1  convolution           3x8x8  8x8x8   3x3 pad 1,1,1,1 relu           13,824         224
        conv2  convolution           8x8x8  6x4x4   3x3 stride 2 pad 1,1,1,1 relu   6,912         438
        pool   globalAveragePooling  6x4x4  6x1x1   4x4                                 0           0
        fc     convolution           6x1x1  4x1x1   1x1                                24          28
        total                        3x8x8                                         20,760         690
        """,
        summary.text());
  }
}
