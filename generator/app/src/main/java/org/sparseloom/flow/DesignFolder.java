package org.sparseloom.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignFile;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.Manifest;
import org.sparseloom.file.FileReason;
import org.sparseloom.lint.LintResult;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.route.RouteResult;
import org.sparseloom.simulate.CSimulator;
import org.sparseloom.simulate.Simulator;
import org.sparseloom.simulate.StageSimulator;

/**
 * A folder rtl-out/NAME: one generated design with all that was measured of it (docs/formats.md).
 *
 * @param root the folder
 */
public record DesignFolder(Path root) {
  /** The design's file in the folder. */
  public static final String DESIGN = "design.json";

  private static final List<String> RESULTS =
      List.of(
          Simulator.FOLDER + "/" + Simulator.RESULT,
          StageSimulator.FOLDER + "/" + StageSimulator.RESULT,
          CSimulator.FOLDER + "/" + Simulator.RESULT,
          Synthesis.FILE,
          LintResult.FILE,
          RouteResult.FILE,
          Evaluation.FILE,
          "report.json",
          "report.html");

  /** Opens a folder that `generate` has written. */
  public static DesignFolder existing(Path root) {
    DesignFolder folder = new DesignFolder(root);
    if (!Files.isRegularFile(root.resolve(Manifest.FILE))) {
      throw UserProblem.usage(
          "folder (" + root + ") must hold a generated design with " + Manifest.FILE,
          "generate it first: sparseloom generate MODEL.onnx -o " + root);
    }
    return folder;
  }

  public String name() {
    return root.toAbsolutePath().normalize().getFileName().toString();
  }

  /** Returns where the model of a network lies: under its own name, which is the network's. */
  public Path model(String network) {
    return root.resolve(network + ".onnx");
  }

  /** Returns where the study of the search that made the design lies, if there was one. */
  public Path study() {
    return root.resolve("study.jsonl");
  }

  public Path design() {
    return root.resolve(DESIGN);
  }

  public Design readDesign() {
    return DesignFile.read(design());
  }

  /** Imports the model that the design was generated from. */
  public Network readNetwork() {
    return NetworkImporter.read(model(readDesign().network()));
  }

  public Manifest readManifest() {
    return Manifest.parse(read(root.resolve(Manifest.FILE)));
  }

  /** Returns the text of a file below the folder, if it is there. */
  public Optional<String> text(String path) {
    Path file = root.resolve(path);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** Makes the folder and refuses one that cannot be written before long work begins. */
  public void prepare() {
    new FolderDestination(root).prepare();
  }

  /**
   * Replaces the design in the folder: all files together or, if one cannot be written, none. What
   * else was generated or measured of the former design goes.
   *
   * @param copies files to copy, by their places in the folder
   */
  public void replace(List<Artifact> files, Map<Path, Path> copies) {
    TreeSet<String> former = new TreeSet<>(RESULTS);
    text(Manifest.FILE).map(Manifest::filesOf).ifPresent(former::addAll);
    Map<String, Path> byName = new TreeMap<>();
    copies.forEach((place, from) -> byName.put(root.relativize(place).toString(), from));
    new FolderDestination(root).write(files, byName);
    files.forEach(file -> former.remove(file.path()));
    former.forEach(this::remove);
  }

  /** Removes a file of the former design; a path out of the folder is not one. */
  private void remove(String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root.normalize())) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserProblem(
          ExitCode.OTHER,
          "file (" + file + ") of the former design cannot be removed: " + FileReason.of(e),
          "remove it by hand.",
          e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserProblem(
          ExitCode.OTHER, "file (" + file + ") cannot be read: " + FileReason.of(e),
          "check the folder's permissions.", e);
    }
  }
}
