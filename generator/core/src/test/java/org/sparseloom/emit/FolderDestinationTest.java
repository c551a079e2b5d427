package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

class FolderDestinationTest {
  @TempDir Path temporary;

  @Test
  void aFileAppearsWithTheFoldersAboveIt() throws IOException {
    new FolderDestination(temporary.resolve("design")).write(new Artifact("rtl/a.v", "endmodule\n"));
    assertEquals("endmodule\n", Files.readString(temporary.resolve("design/rtl/a.v")));
  }

  @Test
  void anOlderFileIsReplacedAndNothingElseIsLeft() throws IOException {
    FolderDestination destination = new FolderDestination(temporary);
    destination.write(new Artifact("a", "old and longer"));
    destination.write(new Artifact("a", "new"));
    assertEquals("new", Files.readString(temporary.resolve("a")));
    assertEquals(List.of("a"), namesIn(temporary));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "rtl/../../a", "/etc/a", "", ".", "rtl/..", "..\\a", "a\0b"})
  void aPathThatLeavesTheFolderIsRefused(String path) throws IOException {
    Path folder = temporary.resolve("design");
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new FolderDestination(folder).write(new Artifact(path, "x")))
            .getMessage();
    assertTrue(message.startsWith("artifact path (" + path + ") must be"), message);
    assertEquals(List.of(), namesIn(temporary));
  }

  @Test
  void aFullDiskLeavesTheOldFileAndSaysWhatIsFree() throws IOException {
    new FolderDestination(temporary).write(new Artifact("a.v", "old"));
    FolderDestination full =
        new FolderDestination(
            temporary,
            (file, bytes) -> {
              Files.write(file, new byte[] {bytes[0]});
              throw new IOException("No space left on device");
            });
    UserProblem problem =
        assertThrows(UserProblem.class, () -> full.write(new Artifact("a.v", "new")));
    assertEquals(ExitCode.OTHER, problem.exitCode());
    String pattern =
        "file \\(\\Q" + temporary.resolve("a.v") + "\\E, 3 bytes\\) cannot be written: "
            + "No space left on device; \\d+ MiB are free on its disk\\R"
            + "Maybe free some space, .*";
    assertTrue(problem.text().matches(pattern), problem.text());
    assertEquals("old", Files.readString(temporary.resolve("a.v")));
    assertEquals(List.of("a.v"), namesIn(temporary));
  }

  @Test
  void aFileInTheWayOfAFolderIsTheUsersProblem() throws IOException {
    Files.writeString(temporary.resolve("rtl"), "a file");
    UserProblem problem =
        assertThrows(
            UserProblem.class,
            () -> new FolderDestination(temporary).write(new Artifact("rtl/a.v", "x")));
    assertEquals(ExitCode.OTHER, problem.exitCode());
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
