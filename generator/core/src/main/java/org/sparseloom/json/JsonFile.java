package org.sparseloom.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sparseloom.file.FileBatch;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Writes text files whole, so that no half file is left. */
public final class JsonFile {
  private JsonFile() {}

  /**
   * Writes the text or leaves what was there; a full disk or a missing right is the user's problem.
   */
  public static void write(Path file, String text) {
    try {
      FileBatch.writeOne(file, partial -> Files.writeString(partial, text));
    } catch (IOException e) {
      throw new UserProblem(
          ExitCode.OTHER,
          file + " cannot be written: " + FileReason.of(e),
          "the disk is full or the folder is read-only",
          e);
    }
  }
}
