package org.sparseloom.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Writes text files whole: under another name first, then renamed, so that no half file is left. */
public final class JsonFile {
  private JsonFile() {}

  /** Writes the text or leaves what was there; a full disk or a missing right is the user's problem. */
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(partial, text);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      remove(partial);
      throw new UserProblem(
          ExitCode.OTHER, file + " cannot be written: " + e.getMessage(),
          "the disk is full or the folder is read-only", e);
    }
  }

  private static void remove(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      partial.toFile().deleteOnExit();
    }
  }
}
