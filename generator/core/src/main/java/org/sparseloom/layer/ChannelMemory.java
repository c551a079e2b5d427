package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.numeric.Requantisation;

/** The memory of a convolution's biases and multipliers. */
final class ChannelMemory {
  private ChannelMemory() {}

  /** Word d holds for lane r (low lanes first) bias then multiplier of channel d x R + r. */
  static MemoryImage image(ConvolutionGrid grid, QuantisedLayer quantised) {
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    List<BigInteger> words = new ArrayList<>();
    int lanes = grid.folding().outputLanes();
    for (int group = 0; group < grid.drainCycles(); group++) {
      MemoryWord word = new MemoryWord();
      for (int lane = 0; lane < lanes; lane++) {
        int channel = group * lanes + lane;
        word.append(requantisation.biases().get(channel), grid.accumulatorBits());
        word.append(requantisation.multipliers().get(channel), Requantisation.MULTIPLIER_BITS);
      }
      words.add(word.value());
    }
    return new MemoryImage(grid.channelMemory(), words);
  }
}
