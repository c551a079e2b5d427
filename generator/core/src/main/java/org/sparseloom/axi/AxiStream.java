package org.sparseloom.axi;

import org.sparseloom.stream.StreamFormat;

/**
 * A stream of images on an AXI4-Stream bus: every value in ceil(bits / 8) bytes, little endian, values
 * in stream order without gaps; an image begins with the lowest byte of a bus beat.
 *
 * @param values of a beat of the accelerator's stream
 * @param bitsPerValue width of a value
 * @param signed whether values are two's complement: the bytes' other bits are copies of the sign
 * @param beatsPerImage of the accelerator's stream
 * @param busBytes width of the bus, a power of two
 */
public record AxiStream(
    int values, int bitsPerValue, boolean signed, long beatsPerImage, int busBytes) {
  /** Widths of the bus that a generator offers, in bits. */
  public static final int LEAST_BUS_BITS = 32;

  public static final int MOST_BUS_BITS = 512;
  public static final int DEFAULT_BUS_BITS = 64;

  public AxiStream {
    int bits = busBytes * Byte.SIZE;
    if (bits < LEAST_BUS_BITS || bits > MOST_BUS_BITS || Integer.bitCount(busBytes) != 1) {
      throw new IllegalArgumentException(
          "bus (" + bits + " bit) must be a power of two from " + LEAST_BUS_BITS + " to "
              + MOST_BUS_BITS + " bit");
    }
  }

  /** Returns the stream of such beats on a bus of so many bits. */
  public static AxiStream of(StreamFormat format, int busBits) {
    int bits = format.format().bits();
    return new AxiStream(
        format.widthBits() / bits, bits, format.format().signed(), format.beatsPerImage(),
        busBits / Byte.SIZE);
  }

  public int bytesPerValue() {
    return (bitsPerValue + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Returns the bytes that a beat of the accelerator's stream takes on the bus. */
  public int bytesPerBeat() {
    return values * bytesPerValue();
  }

  public long bytesPerImage() {
    return beatsPerImage * bytesPerBeat();
  }

  public long busBeatsPerImage() {
    return (bytesPerImage() + busBytes - 1) / busBytes;
  }

  /** Returns the bytes in the last bus beat of an image, 1 .. busBytes. */
  public int lastBytes() {
    return (int) (bytesPerImage() - (busBeatsPerImage() - 1) * busBytes);
  }

  /** Returns the bytes that are moved together: the most that divide both kinds of beats. */
  public int groupBytes() {
    int group = busBytes;
    while (bytesPerBeat() % group != 0) {
      group /= 2;
    }
    return group;
  }

  public int groupsPerBeat() {
    return bytesPerBeat() / groupBytes();
  }

  public int groupsPerBusBeat() {
    return busBytes / groupBytes();
  }

  public int lastGroups() {
    return lastBytes() / groupBytes();
  }

  /** Returns the bits of a number of groups that a converter holds. */
  public int levelBits() {
    return bitsFor(groupsPerBeat() + groupsPerBusBeat() - 1L);
  }

  /** Returns the bits of a counter of bus beats. */
  public int countBits() {
    return bitsFor(busBeatsPerImage() - 1);
  }

  private static int bitsFor(long most) {
    return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(most));
  }
}
