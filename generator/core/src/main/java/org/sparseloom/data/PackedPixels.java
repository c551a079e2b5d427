package org.sparseloom.data;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Images one after the other in memory; the array is given away at construction.
 *
 * @param labels one per image, or empty
 */
record PackedPixels(byte[] bytes, int offset, int elements, List<Integer> labels)
    implements PixelSource {
  @Override
  public int size() {
    return (bytes.length - offset) / elements;
  }

  @Override
  public byte[] pixels(int index) {
    int from = offset + index * elements;
    return Arrays.copyOfRange(bytes, from, from + elements);
  }

  @Override
  public OptionalInt label(int index) {
    return labels.isEmpty() ? OptionalInt.empty() : OptionalInt.of(labels.get(index));
  }
}
