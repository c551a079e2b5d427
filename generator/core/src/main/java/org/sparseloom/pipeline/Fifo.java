package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.LutCosts;
import org.sparseloom.layer.Unit;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.stream.StreamFormat;

/**
 * The connection between two neighbouring stages: a converter if their lanes or pixels side by side
 * differ, then a FIFO.
 *
 * @param name legal Verilog identifier, unique in the pipeline
 * @param from stream as the producer gives it
 * @param to stream as the consumer takes it; same format, same values in the same order: the same
 *     shape, or its pixels flattened into the channels of one
 * @param depth entries of the FIFO behind the converter, at least 2
 * @param ultra whether these are in UltraRAM, which only those can be that are {@link #deep}
 */
public record Fifo(String name, StreamFormat from, StreamFormat to, int depth, boolean ultra) {
  private static final int LEAST_DEPTH = 2;

  /** Fewer words or bits than these cost less in LUTs than a block of RAM is worth. */
  private static final int LUT_WORDS = 64;

  private static final int LUT_BITS = 4096;

  /** Deeper ones have as many entries as LUT RAM or block RAM would have unused anyway. */
  private static final int ROUNDING = 32;

  public Fifo {
    if (depth < LEAST_DEPTH) {
      throw new IllegalArgumentException(name + ": depth (" + depth + ") must be at least 2");
    }
    if (from.shape().elements() != to.shape().elements()
        || !from.format().equals(to.format())) {
      throw new IllegalArgumentException(
          name + ": streams " + from + " and " + to + " must be equal but for lanes and flattening");
    }
    if (ultra && !deep(depth, to)) {
      throw new IllegalArgumentException(
          name + ": depth (" + depth + ") must be that of a deep FIFO to be in UltraRAM");
    }
  }

  /** A FIFO that is not in UltraRAM. */
  public Fifo(String name, StreamFormat from, StreamFormat to, int depth) {
    this(name, from, to, depth, false);
  }

  /** Returns a FIFO of at least so many entries. */
  static Fifo rounded(String name, StreamFormat from, StreamFormat to, int depth) {
    return new Fifo(
        name, from, to, depth <= ROUNDING ? depth : (depth + ROUNDING - 1) / ROUNDING * ROUNDING);
  }

  /** Returns one with room for so many rows of the producer's image more. */
  Fifo withRows(int rows) {
    if (rows == 0) {
      return this;
    }
    Fifo deeper = rounded(name, from, to, Math.toIntExact(depth + rows * beatsPerRow()));
    return ultra ? deeper.inUltraRam() : deeper;
  }

  /** Returns the same in UltraRAM; it must be {@link #deep}. */
  Fifo inUltraRam() {
    return new Fifo(name, from, to, depth, true);
  }

  /** Returns the entries that a row of the producer's image takes. */
  long beatsPerRow() {
    return to.beatsPerImage() / from.shape().height();
  }

  /** Returns what stands in front of the FIFO, if the streams differ. */
  public Conversion conversion() {
    return new Conversion(from, to);
  }

  /** Returns true if a converter stands in front of the FIFO. */
  public boolean converts() {
    return conversion().needed();
  }

  /** Returns the fewest cycles in which an image passes. */
  public long cyclesPerImage() {
    return conversion().cyclesPerImage();
  }

  /**
   * Returns true if the entries are in block RAM or UltraRAM; the FIFO then holds one more, on its way
   * out.
   */
  public boolean deep() {
    return deep(depth, to);
  }

  private static boolean deep(int depth, StreamFormat entries) {
    return depth > LUT_WORDS && (long) depth * entries.widthBits() >= LUT_BITS;
  }

  /** Returns true if the entries are in block RAM. */
  public boolean block() {
    return deep() && !ultra;
  }

  /** Returns the Verilog module of the FIFO: equal for equal depth, width and kind of memory. */
  public String moduleName() {
    return moduleName(depth, to.widthBits()) + (ultra ? "_ultra" : "");
  }

  /**
   * Returns true if two entries of the producer's beats stand in front of the converter: it holds a
   * beat until its last group is taken, and a stage whose output waits stands still.
   */
  public boolean buffersProducer() {
    return conversion().takesApart();
  }

  /** Returns the Verilog module in front of the converter, if it {@link #buffersProducer}. */
  public String producerModuleName() {
    return moduleName(LEAST_DEPTH, from.widthBits());
  }

  /** Returns the Verilog modules of the connection, a name for every instance: what its units are. */
  public List<String> moduleNames() {
    List<String> names = new ArrayList<>();
    if (buffersProducer()) {
      names.add(producerModuleName());
    }
    if (converts()) {
      names.add(converterModuleName());
    }
    names.add(moduleName());
    return names;
  }

  private static String moduleName(int depth, int widthBits) {
    return "Fifo_d" + depth + "_w" + widthBits;
  }

  /** Returns the Verilog module of the converter, if the connection {@link #converts}. */
  public String converterModuleName() {
    return conversion().moduleName();
  }

  /**
   * Returns the hardware units of the connection, for the resource model. Two entries are registers,
   * more are LUT RAM, block RAM or UltraRAM.
   */
  public List<Unit> units() {
    List<Unit> units = new ArrayList<>(conversion().units());
    if (buffersProducer()) {
      units.add(queue(LEAST_DEPTH, from.widthBits(), false));
    }
    int width = to.widthBits();
    units.add(queue(depth, width, deep()));
    if (deep()) {
      units.add(memory());
    }
    return List.copyOf(units);
  }

  /** Returns the unit of the entries of a deep one. */
  Unit memory() {
    return new Unit(
        ultra ? ResourceModel.ULTRA_MEMORY : ResourceModel.BLOCK_MEMORY,
        1,
        Map.of("depth", depth, "widthBits", to.widthBits(), "written", 1));
  }

  private static Unit queue(int depth, int width, boolean deep) {
    boolean registers = depth == LEAST_DEPTH;
    int pointerBits = registers ? 0 : 2 * (32 - Integer.numberOfLeadingZeros(depth - 1));
    return new Unit(
        "Fifo",
        1,
        Map.of(
            "depth", depth,
            "widthBits", width,
            "registerBits", registers ? depth * width : 0,
            "pointerBits", pointerBits,
            // Pointers that do not run over by themselves are compared with the last entry.
            "wrappedBits", Integer.bitCount(depth) == 1 ? 0 : pointerBits,
            "ramLuts", registers || deep ? 0 : LutCosts.memory(depth, width)));
  }
}
