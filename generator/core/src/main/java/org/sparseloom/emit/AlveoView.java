package org.sparseloom.emit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sparseloom.axi.AxiView;
import org.sparseloom.device.Device;

/** What the templates in alveo/ print: a design as its drivers see it, on a device. */
record AlveoView(DriverView driver, Device target) {
  private static final List<String> STREAM_PINS =
      List.of("tdata", "tkeep", "tlast", "tvalid", "tready");

  /** Pins of s_axi, without that. */
  List<String> controlPins() {
    return List.of(
        "awaddr", "awvalid", "awready", "wdata", "wstrb", "wvalid", "wready", "bresp", "bvalid",
        "bready", "araddr", "arvalid", "arready", "rdata", "rresp", "rvalid", "rready");
  }

  List<String> streamPins() {
    return Stream.of("s_axis_", "m_axis_")
        .flatMap(stream -> STREAM_PINS.stream().map(pin -> stream + pin))
        .toList();
  }

  /** Returns the module of the kernel. */
  String module() {
    return name() + "_kernel";
  }

  AxiView axi() {
    return driver.axi();
  }

  String name() {
    return driver.name();
  }

  String macro() {
    return driver.macro();
  }

  DriverView.Stream input() {
    return driver.input();
  }

  boolean loads() {
    return driver.loads();
  }

  /** Returns the words on the host's command line. */
  int arguments() {
    return loads() ? 4 : 3;
  }

  String device() {
    return VivadoScripts.printable(target);
  }

  String megahertz() {
    return String.format(Locale.ROOT, "%.0f", target.clockMegahertz());
  }

  int busBits() {
    return busBytes() * Byte.SIZE;
  }

  int imageStride() {
    return driver.input().stride();
  }

  int resultStride() {
    return driver.output().stride();
  }

  int imageWords() {
    return imageStride() / busBytes();
  }

  int resultWords() {
    return resultStride() / busBytes();
  }

  /** Returns TKEEP of a whole beat. */
  String allKeep() {
    return keep(busBytes());
  }

  /** Returns TKEEP of an image's last beat. */
  String lastKeep() {
    return keep(axi().input().lastBytes());
  }

  private int busBytes() {
    return axi().input().busBytes();
  }

  private static String keep(int bytes) {
    return String.format(Locale.ROOT, "0x%x", -1L >>> Long.SIZE - bytes);
  }
}
