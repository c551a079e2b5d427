package org.sparseloom.emit.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.SourceBackend;
import org.sparseloom.emit.Templates;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.stream.StreamFormat;

/**
 * Writes an accelerator as a dataflow design in C++ for Vitis HLS, with a testbench, and headers
 * that stand in for the vendor's where there are none, and scripts for it (docs/hls.md).
 */
public final class HlsBackend implements SourceBackend {
  /** Folder of all C++, below the design's. */
  public static final String FOLDER = "hls";

  /** Hand-written files that every design gets as they are, below templates/hls. */
  private static final List<String> COMMON =
      List.of(
          "include/beat.h", "include/lanes.h", "include/packed.h", "include/requantise.h",
          "include/rom.h", "include/row_ring.h", "include/watch.h", "standin/ap_axi_sdata.h",
          "standin/ap_int.h", "standin/hls_stream.h", "testbench/comparison.cpp",
          "testbench/comparison.h");

  private final Templates topTemplates = new Templates("hls/top.stg");

  @Override
  public List<Artifact> files(Pipeline pipeline, String design, String header) {
    pipeline.stages().forEach(HlsBackend::requireOnePixel);
    HlsPlan plan = new HlsPlan(pipeline, design, header);
    TopView view = plan.view();
    List<Artifact> files = new ArrayList<>();
    for (StageView stage : view.stages()) {
      files.add(
          file(
              "stages/" + stage.name() + ".cpp",
              new Templates(stage.templateGroup()).render(stage.template(), Map.of("s", stage))));
      if (stage.hasRoms()) {
        files.add(
            file(
                "weights/" + stage.name() + ".h",
                topTemplates.render(
                    "rom",
                    Map.of(
                        "header", header,
                        "name", stage.name(),
                        "tables",
                            RomTable.of(
                                stage.stage(), pipeline.network().layers().get(stage.index()))))));
      }
    }
    Map<String, Object> whole = Map.of("header", header, "view", view);
    files.add(file("stages.h", topTemplates.render("stages", whole)));
    files.add(file(view.module() + ".h", topTemplates.render("declaration", whole)));
    files.add(file(view.module() + ".cpp", topTemplates.render("top", whole)));
    files.add(file("testbench/testbench.cpp", topTemplates.render("testbench", whole)));
    for (String path : COMMON) {
      files.add(file(path, header + "\n" + Templates.text("hls/" + path)));
    }
    files.addAll(
        new VitisScripts().files(view.module(), pipeline.device(), List.copyOf(files), header));
    return files;
  }

  private static Artifact file(String path, String text) {
    return new Artifact(FOLDER + "/" + path, text);
  }

  /** Refuses beats of several pixels: every process here takes one at a time. */
  private static void requireOnePixel(Stage stage) {
    List<StreamFormat> streams = new ArrayList<>(stage.inputs());
    streams.add(stage.output());
    for (StreamFormat stream : streams) {
      if (stream.pixels() != 1) {
        throw new UserProblem(
            ExitCode.OTHER,
            "layer " + stage.layer().name() + ": pixels (" + stream.pixels()
                + ") of a beat must be 1 for the HLS backend",
            "generate Verilog, or a design of one pixel a beat.");
      }
    }
  }
}
