package org.sparseloom.layer;

/** A tree that reduces values to one, four at a time, with a register behind every level. */
final class RegisteredTree {
  /** Values reduced between two registers. */
  static final int RADIX = 4;

  private RegisteredTree() {}

  /** Returns the registers on the way from a value to the result: at least one. */
  static int levels(int values) {
    int levels = 1;
    for (int left = values; left > RADIX; left = groups(left)) {
      levels++;
    }
    return levels;
  }

  /** Returns the registers of the whole tree. */
  static int registers(int values) {
    int registers = 0;
    int left = values;
    do {
      left = groups(left);
      registers += left;
    } while (left > 1);
    return registers;
  }

  private static int groups(int values) {
    return (values + RADIX - 1) / RADIX;
  }
}
