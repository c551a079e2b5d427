package org.sparseloom.emit.hls;

import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/**
 * A stream at a port of a stage, in C++.
 *
 * @param port parameter of the stage's function: in, in1, out
 * @param prefix of the names of its types: In, In1, Out
 * @param number of the input as names of constants end: nothing for the first, then 1, 2
 * @param value type of a value
 * @param beat type of a beat
 * @param stream type of the stream
 */
record StreamView(
    String port,
    String prefix,
    String number,
    String value,
    String beat,
    String stream,
    StreamFormat format) {

  static StreamView input(int port, StreamFormat format) {
    String number = port == 0 ? "" : Integer.toString(port);
    return of("in" + number, "In" + number, number, format);
  }

  static StreamView output(StreamFormat format) {
    return of("out", "Out", "", format);
  }

  private static StreamView of(String port, String prefix, String number, StreamFormat format) {
    String beat = beat(format);
    return new StreamView(
        port, prefix, number, value(format.format()), beat, "hls::stream<" + beat + ">", format);
  }

  static String value(NumberFormat format) {
    return (format.signed() ? "ap_int<" : "ap_uint<") + format.bits() + ">";
  }

  private static String beat(StreamFormat format) {
    return "Beat<" + value(format.format()) + ", " + format.lanes() + ">";
  }

  /** Returns the type of a beat as one word of a bus, for the ends of the accelerator. */
  String word() {
    return "ap_axiu<" + wordBits() + ", 0, 0, 0>";
  }

  /** Returns the bits of such a word: whole bytes. */
  int wordBits() {
    return (format.widthBits() + Byte.SIZE - 1) / Byte.SIZE * Byte.SIZE;
  }

  /** Returns how the port stands in the stage's function. */
  String parameter() {
    return stream + "& " + port;
  }
}
