package org.sparseloom.flow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.OpenFlowFiles;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;
import org.sparseloom.route.Ecp5Part;
import org.sparseloom.route.Nextpnr;
import org.sparseloom.route.RouteResult;
import org.sparseloom.synthesis.Yosys;

/** Takes a generated design to a routed one with open tools. */
public final class RouteFlow {
  private final Progress progress;

  public RouteFlow(Progress progress) {
    this.progress = progress;
  }

  /**
   * Maps, places and routes; writes open/route.json.
   *
   * @param megahertz clock to aim at; empty: the design's
   */
  public RouteResult run(Path folder, Ecp5Part part, OptionalDouble megahertz) {
    DesignFolder place = DesignFolder.existing(folder);
    if (!Files.isRegularFile(folder.resolve(OpenFlowFiles.ECP5_SCRIPT))) {
      throw UserProblem.usage(
          "folder (" + folder + ") must hold Verilog with " + OpenFlowFiles.ECP5_SCRIPT,
          "generate it: sparseloom generate MODEL.onnx --backend verilog -o " + folder);
    }
    Yosys yosys = Yosys.find();
    Nextpnr nextpnr = Nextpnr.find();
    double clock = megahertz.orElse(place.readDesign().clockMegahertz());
    try (Progress shown = progress) {
      shown.update("yosys synth_ecp5", 0, 2, place.name());
      long begin = System.nanoTime();
      yosys.run(folder, folder.resolve(OpenFlowFiles.ECP5_SCRIPT), folder.resolve("open"));
      double seconds = (System.nanoTime() - begin) / 1e9;
      shown.update("nextpnr-ecp5", 1, 2, part.word());
      RouteResult result = nextpnr.route(folder, part, clock, seconds);
      new FolderDestination(folder).write(new Artifact(RouteResult.FILE, Json.text(result)));
      return result;
    }
  }
}
