package org.sparseloom.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * What the template verilog/top.stg prints: wires and instances, ready to print.
 *
 * @param module name of the top
 * @param inputBeats beats of an image at the input
 * @param outputBeats beats of an image at the output
 * @param orders what to say of the order of values in beats of several pixels
 * @param inputs of the accelerator
 * @param outputMsb highest bit of m_axis_tdata
 * @param countMsb highest bit of the counter of output beats
 * @param lastCount the counter's value at the last beat of an image, as a Verilog number
 * @param zeroCount 0 as wide as the counter
 * @param oneCount 1 as wide as the counter
 * @param last stream of the last stage
 * @param loads whether memories have to be loaded
 * @param loaded the net that says that all of them have been
 * @param stagesMsb highest bit of a vector of stages
 * @param lastToFirst the outputs of all stages, the last one first
 * @param blocks everything between input and output, in the order of the stages
 */
record TopView(
    String module,
    long inputBeats,
    long outputBeats,
    List<String> orders,
    List<Input> inputs,
    int outputMsb,
    int countMsb,
    String lastCount,
    String zeroCount,
    String oneCount,
    Signals last,
    boolean loads,
    String loaded,
    int stagesMsb,
    List<StreamPlace> lastToFirst,
    List<Block> blocks) {

  /** Ports PREFIX_tdata, PREFIX_tvalid and PREFIX_tready; {@code msb} is the highest bit of the data. */
  record Input(String prefix, int msb) {}

  /** The wires of one stream. */
  record Signals(String valid, String ready, String bits, int widthBits) {
    List<String> declarations() {
      return List.of(valid, ready, wide(widthBits, bits));
    }
  }

  /**
   * A group of instances under one comment.
   *
   * @param wires declarations without "wire" and semicolon
   */
  record Block(String comment, List<String> wires, List<Instance> instances) {}

  /** An instance; {@code parameters} may be empty. */
  record Instance(String module, String name, List<Connection> parameters, List<Connection> ports) {
  }

  /** A port or parameter and what it is tied to. */
  record Connection(String name, String value) {}

  /** Returns what is to be said of the order of values at both ends; nothing of single pixels. */
  static List<String> orders(StreamPlace input, StreamPlace output) {
    List<String> orders = new ArrayList<>();
    for (StreamPlace stream : List.of(input, output)) {
      if (stream.pixels() > 1) {
        orders.add(
            "A beat " + (stream == input ? "in" : "out") + ": " + stream.pixels()
                + " neighbouring pixels, " + stream.lanes()
                + " channels of each, the leftmost pixel in the lowest bits.");
      }
    }
    return orders;
  }

  /** Returns a declaration of a wire with a range even if it is one bit wide. */
  static String wide(int widthBits, String name) {
    return "[" + (widthBits - 1) + ":0] " + name;
  }
}
