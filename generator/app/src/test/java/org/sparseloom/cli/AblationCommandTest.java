package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.search.SearchMode;

/** The table of what each part of the search is worth. */
class AblationCommandTest {
  @TempDir Path folder;

  @Test
  void everyModeHasARowAStudyAndADesign() throws IOException {
    String images = SmallInputs.images(folder, 40).toString();
    String output = folder.resolve("ablation.json").toString();
    List<String> rows = rows(images, output);
    assertEquals(2 + SearchMode.values().length, rows.size(), rows.toString());
    assertTrue(rows.get(0).startsWith("dense engines, unpruned"), rows.get(0));
    assertTrue(rows.get(0).endsWith("1.00x"), rows.get(0));
    for (SearchMode mode : SearchMode.values()) {
      assertTrue(Files.exists(folder.resolve("ablation." + mode.word() + ".json")));
      Path study = folder.resolve("ablation." + mode.word() + ".study.jsonl");
      assertEquals(1 + 13, Files.readAllLines(study).size());
    }
    assertEquals(rows, rows(images, output), "all studies are there: nothing is searched again");
  }

  @Test
  void anUnknownModeIsRefused() {
    Outcome.of("search", SmallInputs.TINY.toString(), "--mode", "greedy")
        .refused(ExitCode.USAGE, "--mode (greedy) must be one of [full, software, uniform");
  }

  private static List<String> rows(String images, String output) {
    return Outcome.of(
            "ablation", SmallInputs.TINY.toString(), "--data", images, "--images", "40",
            "--trials", "13", "--cycles", "4000", "-o", output)
        .good()
        .out()
        .lines()
        .filter(line -> line.endsWith("x"))
        .toList();
  }
}
