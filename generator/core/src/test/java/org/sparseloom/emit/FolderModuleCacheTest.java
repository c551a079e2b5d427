package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elaborated modules are made once for every state of the tool, and again if their file is damaged. */
class FolderModuleCacheTest {
  @TempDir Path folder;

  @Test
  void aModuleIsMadeOnce() {
    FolderModuleCache first = new FolderModuleCache(folder, "tool 1");
    assertEquals("text a\n", first.text("a", () -> "text a\n"));
    assertEquals("text b\n", first.text("b", () -> "text b\n"));
    FolderModuleCache later = new FolderModuleCache(folder, "tool 1");
    assertEquals("text a\n", later.text("a", () -> "another"));
    assertEquals(2, first.elaborated());
    assertEquals(List.of(0, 1), List.of(later.elaborated(), later.reused()));
  }

  @Test
  void anotherStateOfTheToolMakesItAnew() {
    new FolderModuleCache(folder, "tool 1").text("a", () -> "old");
    assertEquals("new", new FolderModuleCache(folder, "tool 2").text("a", () -> "new"));
  }

  @Test
  void aFileThatWasCutOffIsMadeAnew() throws IOException {
    new FolderModuleCache(folder, "tool").text("a", () -> "module a; endmodule");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 3));
      }
    }
    FolderModuleCache cache = new FolderModuleCache(folder, "tool");
    assertEquals("whole", cache.text("a", () -> "whole"));
    assertEquals("whole", cache.text("a", () -> "never"));
  }

  @Test
  void aFolderThatCannotBeWrittenOnlyCostsTime() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    FolderModuleCache cache = new FolderModuleCache(file, "tool");
    assertEquals("text", cache.text("a", () -> "text"));
    assertEquals("again", cache.text("a", () -> "again"));
  }
}
