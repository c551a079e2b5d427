package org.sparseloom.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads what a failed program left in its log. */
public final class Logs {
  private Logs() {}

  /** Returns ": " and the first line with "error" in it, else the last line; "" without any. */
  public static String firstError(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      String[] last = {""};
      String found =
          lines
              .filter(line -> !line.isBlank())
              .peek(line -> last[0] = line)
              .filter(line -> line.toLowerCase(Locale.ROOT).contains("error"))
              .findFirst()
              .orElse("");
      String line = found.isEmpty() ? last[0] : found;
      return line.isEmpty() ? "" : ": " + line.strip();
    } catch (IOException | java.io.UncheckedIOException problem) {
      return "";
    }
  }
}
