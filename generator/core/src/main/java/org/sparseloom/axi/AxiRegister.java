package org.sparseloom.axi;

import java.util.List;
import java.util.Locale;

/**
 * A register of 32 bits as the host sees it.
 *
 * @param name in capitals, unique in its map
 * @param offset bytes from the first register, a multiple of 4
 * @param access what the host may do
 * @param net what a read gives, a Verilog expression of {@code bits}; "" if it cannot be read
 * @param bits that mean something, from the lowest; the others read as 0
 * @param fields its parts, none if it is one number
 * @param description one sentence
 */
public record AxiRegister(
    String name, int offset, Access access, String net, int bits, List<Field> fields,
    String description) {
  /** Bytes of a register. */
  public static final int BYTES = 4;

  /** What the host may do. */
  public enum Access {
    READ("R", true, false),
    WRITE("W", false, true),
    READ_WRITE("RW", true, true),
    WRITE_ONE_TO_CLEAR("RW1C", true, true);

    private final String text;
    private final boolean readable;
    private final boolean writable;

    Access(String text, boolean readable, boolean writable) {
      this.text = text;
      this.readable = readable;
      this.writable = writable;
    }

    /** Returns how documentation abbreviates it. */
    public String text() {
      return text;
    }

    /** Returns the word of IP-XACT. */
    String ipText() {
      return readable && writable ? "read-write" : readable ? "read-only" : "write-only";
    }
  }

  /** One bit of a register. */
  public record Field(String name, int bit, String description) {}

  public AxiRegister {
    if (offset % BYTES != 0 || bits < 1 || bits > BYTES * Byte.SIZE) {
      throw new IllegalArgumentException(
          "register " + name + ": offset (" + offset + ") must be a multiple of 4, bits (" + bits
              + ") 1..32");
    }
    fields = List.copyOf(fields);
  }

  boolean readable() {
    return access.readable;
  }

  boolean writable() {
    return access.writable;
  }

  /** Returns what a read gives, as wide as the bus. */
  String readValue() {
    int above = BYTES * Byte.SIZE - bits;
    return above == 0 ? net : "{" + above + "'d0, " + net + "}";
  }

  String offsetText() {
    return String.format(Locale.ROOT, "%03x", offset);
  }
}
