package org.sparseloom.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.StageEstimate;
import org.sparseloom.simulate.DesignResult;

/** What was predicted for designs and what came out, a line each, for people. */
final class SpeedTable {
  private final List<String> lines = new ArrayList<>();

  SpeedTable() {
    lines.add(
        String.format(
            Locale.ROOT, "%-14s %5s %-34s %10s %10s %7s",
            "design", "bits", "engines", "predicted", "simulated", "error"));
  }

  void add(NetworkSketch sketch, PipelineEstimate predicted, DesignResult simulated) {
    List<Stage> stages = sketch.pipeline().stages();
    lines.add(
        String.format(
            Locale.ROOT, "%-14s %5d %-34s %10.1f %10.1f %+6.2f%%",
            sketch.name(),
            stages.get(0).input().format().bits(),
            stages.stream().map(Stage::engine).collect(Collectors.joining(" ")),
            predicted.cyclesPerImage(),
            simulated.cyclesPerImage(),
            100 * (predicted.cyclesPerImage() / simulated.cyclesPerImage() - 1)));
  }

  /** Adds a line per stage: working cycles predicted for all images and counted. */
  void addStages(PipelineEstimate predicted, DesignResult simulated) {
    for (StageEstimate stage : predicted.stages()) {
      String name = stage.stage().layer().name();
      double counted = simulated.stage(name).workingCyclesPerImage();
      lines.add(
          String.format(
              Locale.ROOT, "  %-53s %10.1f %10.1f %+6.2f%%",
              name, stage.cyclesPerImage(), counted,
              100 * (stage.cyclesPerImage() / counted - 1)));
    }
  }

  /** Keeps the table beside the simulations and shows it. */
  void write(Path file) {
    try {
      Files.writeString(file, this + "\n");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    System.out.println(this);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
