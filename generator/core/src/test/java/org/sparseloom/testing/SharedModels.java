package org.sparseloom.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Real networks that are not part of the repository: a folder of ONNX files named by the
 * environment variable SPARSELOOM_MODELS or the system property {@code sparseloom.models}. Tests
 * that need one are skipped where it is absent.
 */
public final class SharedModels {
  private static final String VARIABLE = "SPARSELOOM_MODELS";
  private static final String PROPERTY = "sparseloom.models";

  private SharedModels() {}

  /** Returns the path of a file in the folder; skips the test if there is none. */
  public static Path file(String name) {
    Optional<String> folder =
        Optional.ofNullable(System.getProperty(PROPERTY, System.getenv(VARIABLE)));
    assumeTrue(
        folder.isPresent(), "skipped: " + VARIABLE + " does not name a folder of ONNX networks");
    Path file = Path.of(folder.get()).resolve(name);
    assumeTrue(Files.isRegularFile(file), "skipped: there is no " + file);
    return file;
  }
}
