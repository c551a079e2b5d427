package org.sparseloom.emit;

import java.util.List;
import java.util.Map;
import org.sparseloom.device.Board;
import org.sparseloom.device.Device;

/** What an Alveo card needs around the AXI wrapper, all in alveo/ (docs/onnx-to-board.md). */
final class AlveoFiles {
  private static final String FOLDER = "alveo/";

  /** Family of the cards' devices. */
  private static final String FAMILY = "xcup";

  private final Templates alveo = new Templates("alveo/alveo.stg");
  private final Templates host = new Templates("alveo/host.stg");

  /** Returns whether a device may be that of a card: UltraScale+ without a processor that we know. */
  static boolean isFor(Device device) {
    return device.family().equals(FAMILY) && Board.zynqOf(device).isEmpty();
  }

  /** Returns kernel, movers, their link, and the program on the host. */
  List<Artifact> files(AlveoView view, String header) {
    Map<String, Object> all = Map.of("header", header, "view", view);
    return List.of(
        new Artifact(FOLDER + view.module() + ".v", alveo.render("kernel", all)),
        new Artifact(FOLDER + "kernel.tcl", alveo.render("package", all)),
        new Artifact(FOLDER + "movers.cpp", alveo.render("movers", all)),
        new Artifact(FOLDER + "link.cfg", alveo.render("link", all)),
        new Artifact(FOLDER + "Makefile", alveo.render("makefile", all)),
        new Artifact(FOLDER + "access.h", alveo.render("access", all)),
        new Artifact(FOLDER + "host.cpp", host.render("host", all)));
  }
}
