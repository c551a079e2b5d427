package org.sparseloom.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.sparseloom.emit.LoneStage;
import org.sparseloom.emit.Manifest;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.Pipeline;

/**
 * One accelerator in a testbench, or one stage of it. Several may share one bench if all their files
 * lie in one folder: then their designs and layers must have different names.
 *
 * @param manifest what was generated
 * @param pipeline what it was generated from
 * @param reference what its streams must carry
 * @param alone the only stage that is simulated; empty: all of them
 */
public record BenchDesign(
    Manifest manifest, Pipeline pipeline, ImageReference reference, Optional<LoneStage> alone) {
  /** A file with modules that stages share. */
  private static final String PRIMITIVES = "primitives";

  public BenchDesign {
    if (manifest.streams().size() != pipeline.stages().size()
        || manifest.fifos().size() != pipeline.edges().size()) {
      throw new IllegalArgumentException(
          "design " + manifest.design() + ": streams (" + manifest.streams().size()
              + ") must be as many as stages (" + pipeline.stages().size() + ") and FIFOs ("
              + manifest.fifos().size() + ") as many as edges (" + pipeline.edges().size() + ")");
    }
  }

  /** A whole accelerator. */
  public BenchDesign(Manifest manifest, Pipeline pipeline, ImageReference reference) {
    this(manifest, pipeline, reference, Optional.empty());
  }

  /** Returns one stage of the accelerator. */
  BenchDesign only(int stage) {
    return new BenchDesign(
        manifest, pipeline, reference,
        Optional.of(LoneStage.of(pipeline, manifest.design(), stage)));
  }

  /** Returns the indices of the stages that are simulated. */
  List<Integer> places() {
    return alone
        .map(stage -> List.of(stage.index()))
        .orElseGet(() -> IntStream.range(0, pipeline.stages().size()).boxed().toList());
  }

  /** Returns the stages that are simulated. */
  List<Stage> stages() {
    return places().stream().map(pipeline.stages()::get).toList();
  }

  /** Returns the edges that an input of the bench stands for; none if the inputs are the images. */
  List<Edge> given() {
    return alone.map(stage -> pipeline.into(stage.index())).orElse(List.of());
  }

  /** Returns which stages' outputs, {@link Edge#INPUT} for the images, are on streams. */
  SortedSet<Integer> tensors() {
    TreeSet<Integer> tensors = new TreeSet<>(places());
    places().forEach(place -> pipeline.into(place).forEach(edge -> tensors.add(edge.producer())));
    return tensors;
  }

  /** Returns the generated Verilog that is simulated, by its paths in the design's folder. */
  List<String> files() {
    List<String> all = VerilogFiles.accelerator(manifest.files());
    return alone.map(stage -> files(all, stage)).orElse(all);
  }

  private static List<String> files(List<String> all, LoneStage stage) {
    List<String> modules = new ArrayList<>(stage.modules());
    modules.add(PRIMITIVES);
    return all.stream()
        .filter(file -> modules.contains(file.replaceAll("^rtl/|\\.v$", "")))
        .toList();
  }

  /** Returns whether memories can be loaded. */
  boolean loads() {
    return alone
        .map(LoneStage::loads)
        .orElseGet(() -> !MemoryPlacement.of(pipeline).ultra().isEmpty());
  }
}
