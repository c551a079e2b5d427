package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sparseloom.axi.AxiUnits;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;
import org.sparseloom.synthesis.Netlist;
import org.sparseloom.synthesis.SharedMemory;
import org.sparseloom.synthesis.Yosys;

/** Has Yosys synthesise a generated design and counts what it takes. */
public final class EstimateFlow {
  private static final String FOLDER = "synthesis";

  private final Progress progress;

  public EstimateFlow(Progress progress) {
    this.progress = progress;
  }

  /** Synthesises for the design's device family and writes synthesis/synthesis.json. */
  public Synthesis run(Path folder) {
    LoadedDesign design = LoadedDesign.of(DesignFolder.existing(folder));
    Yosys yosys = Yosys.find();
    String family = design.device().family();
    String top = design.manifest().top();
    String wrapper = design.manifest().wrapper();
    List<String> sources = VerilogFiles.wrapped(design.manifest().files());
    if (sources.isEmpty()) {
      throw UserProblem.usage(
          "folder (" + folder + ") must hold Verilog in rtl/",
          "generate it so: sparseloom generate MODEL.onnx --backend verilog -o " + folder);
    }
    progress.update("yosys synth_xilinx", 0, 1, design.manifest().design());
    long begin = System.nanoTime();
    List<Stage> all = design.pipeline().stages();
    Yosys.Mapped mapped =
        yosys.map(
            new Yosys.Task(
                folder, sources, SharedMemory.of(all, design.manifest()), family, wrapper,
                folder.resolve(FOLDER)),
            top);
    Netlist netlist = mapped.cells();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Resources accelerator = netlist.total(top);
    Map<String, Resources> stages = new TreeMap<>();
    for (Stage stage : all) {
      stages.put(stage.layer().name(), netlist.total(stage.moduleName()));
    }
    Synthesis synthesis =
        new Synthesis(
            Synthesis.FORMAT_VERSION, yosys.version(), Yosys.command(family, wrapper),
            PipelineEstimator.forFamily(family).resources(design.pipeline()), accelerator,
            netlist.beside(top),
            AxiUnits.resources(design.pipeline(), design.busBits()),
            netlist.total(wrapper).plus(accelerator.times(-1)), stages, mapped.pathsOf(all, design.manifest()), seconds);
    new FolderDestination(folder).write(new Artifact(Synthesis.FILE, Json.text(synthesis)));
    progress.close();
    return synthesis;
  }
}
