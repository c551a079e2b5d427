package org.sparseloom.cli;

import java.nio.file.Path;

/** Generates the small design that tests of later commands begin with. */
final class GeneratedFolder {
  static final Path DESIGN = Path.of("src", "test", "resources", "designs", "fashion-tiny.json");

  private GeneratedFolder() {}

  /** Generates with noise as images. */
  static Outcome generate(Path folder) {
    return Outcome.of(
        "generate",
        SmallInputs.TINY.toString(),
        "--design",
        DESIGN.toString(),
        "--data",
        "random:16",
        "-o",
        folder.toString());
  }
}
