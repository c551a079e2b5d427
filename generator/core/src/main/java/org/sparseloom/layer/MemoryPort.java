package org.sparseloom.layer;

/**
 * A read-only memory beside a stage: the stage module has an output NAME_address and an input
 * NAME_data; data of the address presented in one cycle is there in the next.
 *
 * @param inLuts whether it is in LUTs whatever its size
 */
public record MemoryPort(String name, int depth, int widthBits, boolean inLuts) {
  public MemoryPort {
    if (depth < 1 || widthBits < 1) {
      throw new IllegalArgumentException(
          "memory " + name + " (" + depth + " x " + widthBits + " bit) must not be empty");
    }
  }

  /** A memory whose size decides where it is. */
  public MemoryPort(String name, int depth, int widthBits) {
    this(name, depth, widthBits, false);
  }

  /** Returns a memory of which there are many, each too small to be worth a block. */
  static MemoryPort inLuts(String name, int depth, int widthBits) {
    return new MemoryPort(name, depth, widthBits, true);
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
