package org.sparseloom.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Generates the small design that tests of later commands begin with, and others of its network. */
final class GeneratedFolder {
  static final Path DESIGN = Path.of("src", "test", "resources", "designs", "fashion-tiny.json");

  private GeneratedFolder() {}

  /** Writes the small design with changes and returns its file. */
  static Path edited(Path file, Consumer<ObjectNode> changes) throws IOException {
    ObjectNode design = (ObjectNode) new JsonMapper().readTree(DESIGN.toFile());
    changes.accept(design);
    return Files.writeString(file, design.toPrettyString());
  }

  /** Generates with noise as images. */
  static Outcome generate(Path folder) {
    return generate(DESIGN, folder);
  }

  /** Generates from a design of the same network. */
  static Outcome generate(Path design, Path folder, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "generate",
                SmallInputs.TINY.toString(),
                "--design",
                design.toString(),
                "--data",
                "random:16",
                "-o",
                folder.toString()));
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
