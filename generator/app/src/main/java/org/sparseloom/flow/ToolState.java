package org.sparseloom.flow;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.sparseloom.hardware.ChiselElaborator;
import org.sparseloom.layer.Stage;

/**
 * Tells states of the tool apart in which the same module name might mean other Verilog: the bytes of
 * all classes that stages and modules are made of, and the libraries' names, which have versions.
 */
final class ToolState {
  private ToolState() {}

  /** Returns a text that differs for different states. */
  static String text() {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName())
            .map(String::valueOf)
            .filter(name -> name.endsWith(".jar"))
            .sorted()
            .collect(Collectors.joining(","));
    return checksum(ChiselElaborator.class) + "," + checksum(Stage.class) + "," + libraries;
  }

  /** Returns the checksum of the archive or folder that a class is in. */
  private static String checksum(Class<?> type) {
    try {
      Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      CRC32 checksum = new CRC32();
      for (Path file : files(place)) {
        checksum.update(file.getFileName().toString().getBytes());
        checksum.update(Files.readAllBytes(file));
      }
      return Long.toHexString(checksum.getValue());
    } catch (URISyntaxException problem) {
      throw new IllegalStateException("classes must be in files", problem);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
