package org.sparseloom.device;

import java.util.List;
import java.util.Locale;
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
    ZYNQ_7000("0x40400000", "0x43c00000"),
    ZYNQ_ULTRASCALE("0xa0000000", "0xa0010000"),
    NONE("", "");

    private final String dmaBase;
    private final String acceleratorBase;

    Processor(String dmaBase, String acceleratorBase) {
      this.dmaBase = dmaBase;
      this.acceleratorBase = acceleratorBase;
    }

    /** Returns where programs find the registers of the DMA, in hexadecimal. */
    public String dmaBase() {
      return dmaBase;
    }

    /** Returns where programs find the registers of the accelerator, in hexadecimal. */
    public String acceleratorBase() {
      return acceleratorBase;
    }
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

  /** Returns the boards with a processor on the chip, the usual one of a device before its others. */
  public static List<Board> zynq() {
    return ALL.stream().filter(board -> board.processor() != Processor.NONE).toList();
  }

  /** Returns the usual board of a device that has a processor, if one is known. */
  public static Optional<Board> zynqOf(Device device) {
    return zynq().stream().filter(board -> board.device().equals(device.name())).findFirst();
  }

  String processorWord() {
    return processor.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the part that tools are given for a device; "" if none is known. */
  public static String partOf(Device device) {
    return ALL.stream()
        .filter(board -> board.device().equals(device.name()))
        .findFirst()
        .map(Board::part)
        .orElse("");
  }
}
