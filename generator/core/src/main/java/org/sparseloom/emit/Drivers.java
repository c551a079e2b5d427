package org.sparseloom.emit;

import java.util.List;
import java.util.Map;

/** Programs that run an accelerator on a board, all in drivers/ (docs/onnx-to-board.md). */
final class Drivers {
  private static final String FOLDER = "drivers/";

  private final Templates python = new Templates("drivers/python.stg");
  private final Templates cHeader = new Templates("drivers/c_header.stg");
  private final Templates cSource = new Templates("drivers/c.stg");

  /** Returns the driver for PYNQ and the one in C. */
  List<Artifact> files(DriverView view, String header) {
    Map<String, Object> all = Map.of("header", header, "view", view);
    String stem = FOLDER + view.name() + "_driver";
    return List.of(
        new Artifact(stem + ".py", python.render("python", all)),
        new Artifact(stem + ".h", cHeader.render("cHeader", all)),
        new Artifact(stem + ".c", cSource.render("cSource", all)));
  }
}
