package org.sparseloom.flow;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** The folder that Sparseloom lies in, which holds the models that ship with it. */
public final class Home {
  /** System property that the launcher sets. */
  private static final String PROPERTY = "sparseloom.home";

  private Home() {}

  /** Returns a file below the folder; without the launcher that is the current one. */
  public static Path resolve(String file) {
    Path path = Path.of(System.getProperty(PROPERTY, ".")).resolve(file).normalize();
    if (!Files.isRegularFile(path)) {
      throw new UserProblem(
          ExitCode.OTHER,
          "file (" + path + ") of Sparseloom itself must be there",
          "start it by the script ./sparseloom, or with -D" + PROPERTY + "=FOLDER.");
    }
    return path;
  }
}
