package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A design in both languages, generated at two places, and again by what its README.md says. */
class SameBytesTest {
  @TempDir Path folder;

  @Test
  void aDesignIsTheSameWhereverAndHoweverOftenItIsGenerated() throws IOException {
    Path first = folder.resolve("here/tiny");
    Path second = folder.resolve("there/further/tiny");
    generate(first);
    generate(second);
    Map<Path, String> bytes = contents(first);
    assertEquals(bytes, contents(second));
    assertTrue(bytes.containsKey(Path.of("axi/tiny_axi.v")), bytes.keySet().toString());
    assertTrue(bytes.containsKey(Path.of("hls/tiny_hls.cpp")), bytes.keySet().toString());

    Outcome.of(repeat(first)).good();
    assertEquals(bytes, contents(first));
  }

  private static void generate(Path folder) {
    GeneratedFolder.generate(
            GeneratedFolder.DESIGN, folder, "--mean", "1.5", "--backend", "hls,verilog")
        .good();
  }

  /** Returns the arguments of the command that README.md names. */
  private static String[] repeat(Path folder) throws IOException {
    String command =
        Files.readAllLines(folder.resolve("README.md")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("sparseloom generate"))
            .findFirst()
            .orElseThrow();
    return Arrays.stream(command.replace("FOLDER", folder.toString()).split(" "))
        .skip(1)
        .toArray(String[]::new);
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
