package org.sparseloom.calibrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sparseloom.device.Device;
import org.sparseloom.emit.AcceleratorGenerator;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.Manifest;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.hardware.ChiselElaborator;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.synthesis.Netlist;
import org.sparseloom.synthesis.NetlistCache;
import org.sparseloom.synthesis.SharedMemory;
import org.sparseloom.synthesis.Yosys;

/** Several designs in one folder, synthesised by one run of Yosys, which costs seconds to start. */
final class SampleSynthesis {
  private static final String TOP = "samples";

  private final Path folder;
  private final List<Pipeline> pipelines;
  private final List<Manifest> manifests = new ArrayList<>();

  private SampleSynthesis(Path folder, List<Pipeline> pipelines) {
    this.folder = folder;
    this.pipelines = pipelines;
  }

  /** Generates designs, whose networks' names differ, into a folder. */
  static SampleSynthesis generate(Path folder, List<Pipeline> pipelines) {
    SampleSynthesis synthesis = new SampleSynthesis(folder, pipelines);
    FolderDestination destination = new FolderDestination(folder);
    AcceleratorGenerator generator =
        new AcceleratorGenerator(new ChiselElaborator(), "calibration");
    for (Pipeline pipeline : pipelines) {
      List<Artifact> artifacts =
          generator.generate(pipeline, pipeline.network().network().name(), Map.of());
      artifacts.forEach(destination::write);
      synthesis.manifests.add(Manifest.parse(artifacts.get(artifacts.size() - 1).text()));
    }
    destination.write(new Artifact(file(TOP), synthesis.top()));
    return synthesis;
  }

  /** Synthesises them and lays the counts beside the units. */
  List<CalibrationSample> count(
      Yosys yosys, NetlistCache known, Device device, ResourceModel model) {
    Set<String> sources = new TreeSet<>(List.of(file(TOP)));
    Set<SharedMemory> memories = new LinkedHashSet<>();
    for (int i = 0; i < pipelines.size(); i++) {
      sources.addAll(VerilogFiles.accelerator(manifests.get(i).files()));
      memories.addAll(SharedMemory.of(pipelines.get(i).stages(), manifests.get(i)));
    }
    Netlist netlist =
        known.of(
            new Yosys.Task(
                folder, List.copyOf(sources), List.copyOf(memories), device.family(), TOP,
                folder.resolve("synthesis")),
            yosys);
    List<CalibrationSample> samples = new ArrayList<>();
    for (int i = 0; i < pipelines.size(); i++) {
      samples.add(CalibrationSample.of(pipelines.get(i), manifests.get(i), netlist, model));
    }
    return samples;
  }

  /** The designs side by side, kept although nothing is connected. */
  private String top() {
    return manifests.stream()
        .map(manifest -> "  (* keep *) " + manifest.top() + " " + manifest.design()
            + " (.clock(clock), .reset(reset));\n")
        .collect(
            Collectors.joining(
                "", "module " + TOP + "(input wire clock, input wire reset);\n", "endmodule\n"));
  }

  private static String file(String module) {
    return "rtl/" + module + ".v";
  }
}
