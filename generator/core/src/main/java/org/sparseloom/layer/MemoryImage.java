package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.List;

/** Contents of a memory, one word an address, each below 2^widthBits. */
public record MemoryImage(MemoryPort port, List<BigInteger> words) {
  public MemoryImage {
    words = List.copyOf(words);
    if (words.size() != port.depth()) {
      throw new IllegalArgumentException("memory " + port.name() + " has " + words.size()
          + " words, must be " + port.depth());
    }
  }
}
