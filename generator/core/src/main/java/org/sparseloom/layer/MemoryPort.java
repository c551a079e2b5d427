package org.sparseloom.layer;

/**
 * A read-only memory beside a stage: the stage module has an output NAME_address and an input
 * NAME_data; data of the address presented in one cycle is there in the next.
 *
 * @param inLuts whether it is in LUTs whatever its size
 * @param zeroBits bits of a word that are zero in all words, whatever the weights, and cost nothing
 */
public record MemoryPort(String name, int depth, int widthBits, boolean inLuts, int zeroBits) {
  public MemoryPort {
    if (depth < 1 || widthBits <= zeroBits || zeroBits < 0) {
      throw new IllegalArgumentException(
          "memory " + name + " (" + depth + " x " + widthBits + " bit) must not be empty");
    }
  }

  /** A memory whose size decides where it is. */
  public MemoryPort(String name, int depth, int widthBits) {
    this(name, depth, widthBits, false, 0);
  }

  /** Returns a memory of which there are many, each too small to be worth a block. */
  static MemoryPort inLuts(String name, int depth, int widthBits) {
    return new MemoryPort(name, depth, widthBits, true, 0);
  }

  /** Returns the same, of which so many bits are zero in all words. */
  MemoryPort withZeroBits(int bits) {
    return new MemoryPort(name, depth, widthBits, inLuts, bits);
  }

  /** Returns the bits of a word that synthesis keeps. */
  public int keptBits() {
    return widthBits - zeroBits;
  }

  /** Returns the width of the address, at least 1. */
  public int addressBits() {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(depth - 1));
  }

  public long bits() {
    return (long) depth * widthBits;
  }

  /** Returns true if it goes to block RAM: below 2 kbit LUTs are cheaper (engine study, section 4). */
  public boolean block() {
    return !inLuts && depth > 16 && bits() >= 2048;
  }
}
