package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Path;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** The problem of a folder for compiled testbenches that cannot be written. */
final class UnwritableFolder {
  private UnwritableFolder() {}

  static UserProblem problem(Path folder, IOException cause) {
    return new UserProblem(
        ExitCode.OTHER,
        "folder (" + folder + ") cannot be written: " + FileReason.of(cause),
        "free some space or check the folder's permissions",
        cause);
  }
}
