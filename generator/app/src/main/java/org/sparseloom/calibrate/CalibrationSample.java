package org.sparseloom.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.Manifest;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Unit;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Fork;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.resource.ResourceSample;
import org.sparseloom.synthesis.Netlist;

/**
 * One synthesised design and what synthesis counted for its parts.
 *
 * @param pipeline what was built
 * @param counted resources of the whole design
 * @param stages counted resources of the stages without their memories, in order
 * @param units counted resources of its units
 */
public record CalibrationSample(
    Pipeline pipeline, Resources counted, List<Resources> stages, List<ResourceSample> units) {
  public CalibrationSample {
    stages = List.copyOf(stages);
    units = List.copyOf(units);
  }

  /**
   * Lays a netlist beside the units of a design.
   *
   * @param model knows the kinds and which multipliers are made of LUTs
   */
  static CalibrationSample of(
      Pipeline pipeline, Manifest manifest, Netlist netlist, ResourceModel model) {
    UnitCounts counts = new UnitCounts(netlist, model.kinds());
    List<ResourceSample> samples = new ArrayList<>();
    List<Unit> memories = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      samples.addAll(samples(stage.units(), counts.of(stage.moduleName()), model));
      for (MemoryPort port : stage.memories()) {
        memories.add(ResourceModel.unit(port));
      }
    }
    for (Fifo fifo : pipeline.fifos()) {
      Map<String, Resources> resources = new LinkedHashMap<>();
      for (String module : fifo.moduleNames()) {
        counts.of(module).forEach((kind, count) -> resources.merge(kind, count, Resources::plus));
      }
      samples.addAll(samples(fifo.units(), resources, model));
    }
    for (Fork fork : pipeline.forks()) {
      samples.addAll(samples(fork.units(), counts.of(fork.moduleName()), model));
    }
    samples.addAll(samples(memories, counts.memories(manifest.top()), model));
    return new CalibrationSample(
        pipeline,
        netlist.total(manifest.top()),
        pipeline.stages().stream().map(stage -> netlist.total(stage.moduleName())).toList(),
        samples);
  }

  /** One sample a kind; a kind on one side alone means that model and hardware disagree. */
  private static List<ResourceSample> samples(
      List<Unit> units, Map<String, Resources> counted, ResourceModel model) {
    Map<String, List<Unit>> byKind =
        units.stream()
            .map(model::costed)
            .collect(Collectors.groupingBy(Unit::kind, LinkedHashMap::new, Collectors.toList()));
    if (!byKind.keySet().equals(counted.keySet())) {
      throw new IllegalStateException(
          "units " + byKind.keySet() + " must be the modules of the netlist " + counted.keySet()
              + ": " + units);
    }
    return byKind.entrySet().stream()
        .map(
            kind ->
                new ResourceSample(
                    kind.getValue(),
                    counted.get(kind.getKey()).lut(),
                    counted.get(kind.getKey()).ff()))
        .toList();
  }
}
