package org.sparseloom.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.Templates;
import org.sparseloom.pipeline.Fifo;

/**
 * Takes the place of all FIFOs of designs in a testbench: each refuses data in random cycles, as a
 * slow stage behind it would, and is otherwise the generated one. All else stays byte for byte what
 * was generated.
 */
final class StalledFifos {
  private static final String SHIPPED = "_shipped";
  private static final String SUFFIX = ".v";

  /** What the template prints: the module, the generated one in it, and the highest bit of data. */
  record View(String module, String shipped, int widthMsb) {}

  private final Map<String, View> byFile = new TreeMap<>();

  private StalledFifos() {}

  static StalledFifos in(List<BenchDesign> designs) {
    StalledFifos fifos = new StalledFifos();
    for (BenchDesign design : designs) {
      for (Fifo fifo : design.pipeline().fifos()) {
        String module = fifo.moduleName();
        fifos.byFile.put(
            module + SUFFIX, new View(module, module + SHIPPED, fifo.to().widthBits() - 1));
      }
    }
    return fifos;
  }

  /** Returns the sources with those of the FIFOs replaced by files in the folder of the testbench. */
  List<Path> replace(
      List<Path> sources, Templates templates, FolderDestination destination, Path work) {
    List<Path> replaced = new ArrayList<>();
    for (Path source : sources) {
      View view = byFile.get(source.getFileName().toString());
      if (view == null) {
        replaced.add(source);
        continue;
      }
      String file = "testbench/" + source.getFileName();
      destination.write(
          new Artifact(
              file,
              text(source).replaceAll("\\b" + view.module() + "\\b", view.shipped())
                  + "\n"
                  + templates.render("stalledFifo", Map.of("view", view))));
      replaced.add(work.resolve(file));
    }
    return replaced;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
