package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.ExitCode;

/** A disk that is full or write-protected: files are whole or not there, and old ones are kept. */
class NoSpaceTest {
  private static final int DISK_KIBIBYTES = 1024;

  /** So many lines of a study need more than 4 KiB. */
  private static final int TRIALS = 30;

  @TempDir Path folder;

  @Test
  void commandsOnAFullDiskLeaveADesignAsItWas() throws Exception {
    Path images = SmallInputs.images(folder, 20);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIBIBYTES)) {
      Path design = disk.root().resolve("tiny");
      GeneratedFolder.generate(design).good();
      Map<String, String> before = SmallDisk.contents(design);

      // Room for some of the files, not for all.
      disk.fill(24);
      GeneratedFolder.generate(design)
          .refused(
              ExitCode.OTHER,
              "cannot be written: No space left on device; 0 MiB are free on its disk",
              "Maybe free some space");
      assertEquals(before, SmallDisk.contents(design));

      disk.fill(0);
      Outcome.of("evaluate", design.toString(), "--data", images.toString(), "--images", "10")
          .refused(ExitCode.OTHER, "evaluation.json", "No space left on device");
      assertEquals(before, SmallDisk.contents(design));
      Outcome.of("report", design.toString())
          .refused(ExitCode.OTHER, "report.json", "No space left on device");
      assertEquals(before, SmallDisk.contents(design));
    }
  }

  @Test
  void aNewDesignOnAFullDiskIsNotBegun() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIBIBYTES)) {
      disk.fill(24);
      Path design = disk.root().resolve("tiny");
      GeneratedFolder.generate(design).refused(ExitCode.OTHER, "No space left on device");
      assertEquals(Map.of(), SmallDisk.contents(design));
    }
  }

  @Test
  void aSearchThatCannotKeepItsTrialsSaysSo() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no " + full);
    Path design = folder.resolve("design.json");
    search(full, design)
        .refused(
            ExitCode.OTHER,
            "study file /dev/full: the header could not be written (No space left on device)",
            "Maybe the disk is full");
    assertTrue(Files.notExists(design));
  }

  @Test
  void aStudyOnAFullDiskKeepsItsTrialsAndGoesOnLater() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIBIBYTES)) {
      Path study = disk.root().resolve("study.jsonl");
      Path design = folder.resolve("design.json");
      // The header needs less than a page of 4 KiB, the trials more.
      disk.fill(4);
      search(study, design)
          .refused(ExitCode.OTHER, "could not be written (No space left on device)", "are kept");
      String kept = Files.readString(study);
      assertTrue(kept.endsWith("}\n"), kept);
      assertTrue(Files.notExists(design));

      Files.delete(disk.root().resolve("filler"));
      search(study, design).good();
      assertTrue(Files.readString(study).startsWith(kept));
      assertEquals(1 + TRIALS, Files.readAllLines(study).size());
    }
  }

  @Test
  void aDesignOfASearchOnAFullDiskLeavesTheFormerOne() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIBIBYTES)) {
      Path design = Files.writeString(disk.root().resolve("design.json"), "the former one");
      disk.fill(0);
      search(folder.resolve("study.jsonl"), design)
          .refused(ExitCode.OTHER, "design.json cannot be written: No space left on device");
      assertEquals("the former one", SmallDisk.contents(disk.root()).get("design.json"));
    }
  }

  @Test
  void aReadOnlyFolder() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_KIBIBYTES)) {
      disk.writeProtect();
      GeneratedFolder.generate(disk.root().resolve("tiny"))
          .refused(ExitCode.OTHER, "cannot be written: Read-only file system");
      search(folder.resolve("study.jsonl"), disk.root().resolve("design.json"))
          .refused(ExitCode.OTHER, "design.json cannot be written: Read-only file system");
      search(disk.root().resolve("study.jsonl"), folder.resolve("design.json"))
          .refused(ExitCode.OTHER, "Read-only file system");
    }
  }

  @Test
  void aFileInTheWayOfTheFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("tiny"), "a file");
    GeneratedFolder.generate(file)
        .refused(ExitCode.OTHER, "cannot be written: a file of that name is in the way");
    assertEquals("a file", Files.readString(file));
  }

  private Outcome search(Path study, Path design) throws Exception {
    return Outcome.of(
        "search",
        SmallInputs.TINY.toString(),
        "--data",
        SmallInputs.images(folder, 10).toString(),
        "--images",
        "10",
        "--trials",
        Integer.toString(TRIALS),
        "--study",
        study.toString(),
        "-o",
        design.toString());
  }
}
