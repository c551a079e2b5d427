package org.sparseloom.device;

import java.util.List;
import java.util.Optional;

/**
 * A board that carries one of the devices that ship, as Vivado knows it.
 *
 * @param name as scripts take it
 * @param title what its maker calls it
 * @param device name of the device on it
 * @param part its full part number
 * @param boardFiles pattern of the names of its board files, any version
 * @param processor what the processing system is; NONE: a card in a host
 * @param preset name by which the processing system's core itself knows the board; "" if it needs the
 *     board files
 */
public record Board(
    String name, String title, String device, String part, String boardFiles, Processor processor,
    String preset) {

  /** The processing system beside the logic. */
  public enum Processor {
    ZYNQ_7000,
    ZYNQ_ULTRASCALE,
    NONE
  }

  private static final List<Board> ALL =
      List.of(
          new Board(
              "zedboard", "ZedBoard", "Z7020", "xc7z020clg484-1", "*:zed*:part0:*",
              Processor.ZYNQ_7000, "ZedBoard"),
          new Board(
              "pynq-z2", "PYNQ-Z2", "Z7020", "xc7z020clg400-1", "*:pynq-z2:part0:*",
              Processor.ZYNQ_7000, ""),
          new Board(
              "zybo-z7-10", "Zybo Z7-10", "Z7010", "xc7z010clg400-1", "*:zybo-z7-10:part0:*",
              Processor.ZYNQ_7000, ""),
          new Board(
              "zc706", "ZC706", "Z7045", "xc7z045ffg900-2", "*:zc706:part0:*",
              Processor.ZYNQ_7000, "ZC706"),
          new Board(
              "zcu104", "ZCU104", "ZU7EV", "xczu7ev-ffvc1156-2-e", "*:zcu104:part0:*",
              Processor.ZYNQ_ULTRASCALE, ""),
          new Board(
              "u250", "Alveo U250", "U250", "xcu250-figd2104-2L-e", "*:au250:part0:*",
              Processor.NONE, ""));

  /** Returns all boards, the usual one of a device before its others. */
  public static List<Board> all() {
    return ALL;
  }

  /** Returns the usual board of a device, if one is known. */
  public static Optional<Board> of(Device device) {
    return ALL.stream().filter(board -> board.device().equals(device.name())).findFirst();
  }

  /** Returns the part that tools are given for a device; "" if none is known. */
  public static String partOf(Device device) {
    return of(device).map(Board::part).orElse("");
  }
}
