package org.sparseloom.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.LintFiles;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.lint.VerilogLint;
import org.sparseloom.progress.Progress;
import org.sparseloom.simulate.BenchDesign;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.simulate.Simulator;
import org.sparseloom.simulate.Toolchain;
import org.sparseloom.synthesis.Yosys;

/** Several networks side by side in one simulation below target/. */
final class SimulationBench {
  static final Path TARGET = Path.of("target");
  static final SimulationOptions FULL_SPEED = SimulationOptions.fullSpeed();
  static final SimulationOptions STALLED = FULL_SPEED.withStalls(0.4, 20);
  static final SimulationOptions STALLED_INSIDE = FULL_SPEED.withStallsInside(0.3, 21);

  private final Path folder;
  private final List<BenchDesign> designs = new ArrayList<>();

  SimulationBench(String name) {
    folder = TARGET.resolve("designs").resolve(name);
  }

  Path folder() {
    return folder;
  }

  /** Generates all networks with their own foldings. */
  static SimulationBench of(String name, List<NetworkSketch> sketches) {
    SimulationBench bench = new SimulationBench(name);
    sketches.forEach(sketch -> bench.add(sketch.generate(bench.folder)));
    return bench;
  }

  void add(BenchDesign design) {
    designs.add(design);
  }

  /** Returns what Verilator's lint says of all Verilog of all networks: nothing. */
  List<String> lint() {
    StringBuilder top = new StringBuilder("module lint_top;\n  // verilator lint_off PINMISSING\n");
    for (BenchDesign design : designs) {
      String wrapper = design.manifest().wrapper();
      top.append("  ").append(wrapper).append(" of_").append(wrapper).append(" ();\n");
    }
    new FolderDestination(folder)
        .write(new Artifact("lint/lint_top.v", top.append("endmodule\n").toString()));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--lint-only", "-Wall", "--language", "1364-2005", "--top-module", "lint_top", "lint/lint_top.v",
                LintFiles.WAIVERS));
    arguments.addAll(verilog());
    return VerilogLint.find().warnings(folder, arguments);
  }

  /** Has Yosys read all Verilog as Verilog-2005; a file that is more than that is a UserProblem. */
  void readAsVerilog2005() {
    String script = "read_verilog " + String.join(" ", verilog()) + "\n";
    new FolderDestination(folder).write(new Artifact("open/read.ys", script));
    Yosys.find().run(folder, folder.resolve("open/read.ys"), folder.resolve("open"));
  }

  private List<String> verilog() {
    return designs.stream()
        .flatMap(design -> VerilogFiles.wrapped(design.manifest().files()).stream())
        .distinct()
        .toList();
  }

  /** Builds, if need be, and simulates. */
  SimulationResult run(SimulationOptions options) {
    return new Simulator(Toolchain.find(), Progress.silent())
        .simulate(folder, Simulator.FOLDER, designs, options);
  }
}
