package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/** The memory of a convolution's biases and multipliers. */
final class ChannelMemory {
  private ChannelMemory() {}

  /** Returns the memory: a word for every beat of the output stream's pixel. */
  static MemoryPort port(StreamFormat output, int accumulatorBits) {
    return new MemoryPort(
        "channels",
        output.beatsPerPixel(),
        output.lanes() * (accumulatorBits + Requantisation.MULTIPLIER_BITS));
  }

  /** Word d holds for lane r (low lanes first) bias then multiplier of channel d x lanes + r. */
  static MemoryImage image(StreamFormat output, int accumulatorBits, QuantisedLayer quantised) {
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    List<BigInteger> words = new ArrayList<>();
    for (int group = 0; group < output.beatsPerPixel(); group++) {
      MemoryWord word = new MemoryWord();
      for (int lane = 0; lane < output.lanes(); lane++) {
        int channel = group * output.lanes() + lane;
        word.append(requantisation.biases().get(channel), accumulatorBits);
        word.append(requantisation.multipliers().get(channel), Requantisation.MULTIPLIER_BITS);
      }
      words.add(word.value());
    }
    return new MemoryImage(port(output, accumulatorBits), words);
  }
}
