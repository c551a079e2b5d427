package org.sparseloom.pipeline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.LutCosts;
import org.sparseloom.layer.Unit;
import org.sparseloom.stream.StreamFormat;

/**
 * The connection between two neighbouring stages: a lane converter if their lanes differ, then a
 * FIFO.
 *
 * @param name legal Verilog identifier, unique in the pipeline
 * @param from stream as the producer gives it
 * @param to stream as the consumer takes it; same format, same values in the same order: the same
 *     shape, or its pixels flattened into the channels of one
 * @param depth entries of the FIFO behind the converter, at least 2
 */
public record Fifo(String name, StreamFormat from, StreamFormat to, int depth) {
  private static final int LEAST_DEPTH = 2;

  /** Fewer words or bits than these cost less in LUTs than a block of RAM is worth. */
  private static final int LUT_WORDS = 64;

  private static final int LUT_BITS = 4096;

  public Fifo {
    if (depth < LEAST_DEPTH) {
      throw new IllegalArgumentException(name + ": depth (" + depth + ") must be at least 2");
    }
    if (from.shape().elements() != to.shape().elements()
        || !from.format().equals(to.format())) {
      throw new IllegalArgumentException(
          name + ": streams " + from + " and " + to + " must be equal but for lanes and flattening");
    }
  }

  /** Returns true if a lane converter stands in front of the FIFO. */
  public boolean converts() {
    return from.lanes() != to.lanes();
  }

  /**
   * Returns the lanes between the halves of the converter, the greatest common divisor of both
   * sides: it moves one group of as many channels a cycle.
   */
  public int commonLanes() {
    return BigInteger.valueOf(from.lanes()).gcd(BigInteger.valueOf(to.lanes())).intValue();
  }

  /**
   * Returns the fewest cycles in which an image passes: beats of the narrower side, or more if
   * neither side's lanes divide the other's.
   */
  public long cyclesPerImage() {
    return (long) from.shape().elements() / commonLanes();
  }

  /** Returns true if the entries are in block RAM; the FIFO then holds one more, on its way out. */
  public boolean block() {
    return depth > LUT_WORDS && (long) depth * to.widthBits() >= LUT_BITS;
  }

  /** Returns the Verilog module of the FIFO: equal for equal depth and width. */
  public String moduleName() {
    return moduleName(depth, to.widthBits());
  }

  /**
   * Returns true if two entries of the producer's beats stand in front of the converter: it holds a
   * beat until its last group is taken, and a stage whose output waits stands still.
   */
  public boolean buffersProducer() {
    return from.lanes() > commonLanes();
  }

  /** Returns the Verilog module in front of the converter, if it {@link #buffersProducer}. */
  public String producerModuleName() {
    return moduleName(LEAST_DEPTH, from.widthBits());
  }

  private static String moduleName(int depth, int widthBits) {
    return "Fifo_d" + depth + "_w" + widthBits;
  }

  /** Returns the Verilog module of the converter, if the connection {@link #converts}. */
  public String converterModuleName() {
    return "LaneConverter_" + from.lanes() + "to" + to.lanes() + "_w" + from.format().bits();
  }

  /**
   * Returns the hardware units of the connection, for the resource model. Two entries are registers,
   * more are LUT RAM or block RAM; the converter selects among groups if the producer has
   * more lanes than a group and holds all but the last group of a beat.
   */
  public List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    int bits = from.format().bits();
    if (converts()) {
      units.add(
          new Unit(
              "LaneConverter",
              1,
              Map.of(
                  "fromLanes", from.lanes(),
                  "toLanes", to.lanes(),
                  "bits", bits,
                  "muxedBits",
                      commonLanes() * bits * LutCosts.multiplexer(from.lanes() / commonLanes()),
                  "otherGroupsOut", to.lanes() / commonLanes() - 1,
                  "groupsIn", from.lanes() / commonLanes(),
                  "heldBits", (to.lanes() - commonLanes()) * bits)));
    }
    if (buffersProducer()) {
      units.add(queue(LEAST_DEPTH, from.widthBits(), false));
    }
    int width = to.widthBits();
    units.add(queue(depth, width, block()));
    if (block()) {
      units.add(new Unit("BlockMemory", 1, Map.of("depth", depth, "widthBits", width)));
    }
    return List.copyOf(units);
  }

  private static Unit queue(int depth, int width, boolean block) {
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
            "ramLuts", registers || block ? 0 : LutCosts.memory(depth, width)));
  }
}
