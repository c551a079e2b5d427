package org.sparseloom.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignFile;
import org.sparseloom.emit.Manifest;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * A folder rtl-out/NAME: one generated design with all that was measured of it (docs/formats.md).
 *
 * @param root the folder
 */
public record DesignFolder(Path root) {
  private static final String DESIGN = "design.json";

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

  /** Copies a file into the folder, whole or not at all. */
  public void keep(Path from, Path to) {
    try {
      Files.createDirectories(root);
      if (Files.exists(to) && Files.isSameFile(from, to)) {
        return;
      }
      Path temporary = Files.createTempFile(root, ".sparseloom-", ".tmp");
      try {
        Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
            temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UserProblem(
          ExitCode.OTHER,
          "file (" + from + ") cannot be copied to " + to + ": " + e.getMessage(),
          "free some space or choose another folder with -o.",
          e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserProblem(
          ExitCode.OTHER, "file (" + file + ") cannot be read: " + e.getMessage(),
          "check the folder's permissions.", e);
    }
  }
}
