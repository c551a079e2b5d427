package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a long command. */
class InterruptTest {
  private static final int TRIALS = 12;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @TempDir Path folder;

  @Test
  void aSearchKeepsWholeLinesAndGoesOnToTheSameResult() throws Exception {
    Path images = SmallInputs.images(folder, 40);
    Outcome.of(search(images, "whole")).good();

    Subprocess search =
        Subprocess.start(folder, System.getenv("PATH"), search(images, "interrupted"));
    Path study = folder.resolve("interrupted.jsonl");
    await(search, () -> Files.exists(study) && Files.readAllLines(study).size() > 3);
    search.killed(search.interrupt()).withoutTrace();
    String kept = Files.readString(study);
    assertTrue(kept.endsWith("}\n"), kept);
    List<String> lines = kept.lines().toList();
    assertTrue(lines.size() <= TRIALS, "it ended before it was interrupted");

    Outcome.of(search(images, "interrupted")).good();
    assertEquals(lines, Files.readAllLines(study).subList(0, lines.size()));
    assertEquals(Files.readString(folder.resolve("whole.jsonl")), Files.readString(study));
    assertEquals(
        Files.readString(folder.resolve("whole.json")),
        Files.readString(folder.resolve("interrupted.json")));
  }

  @Test
  void aSimulationEndsWithItsCompilersAndLeavesNoResult() throws Exception {
    Path design = folder.resolve("tiny");
    GeneratedFolder.generate(design).good();
    Subprocess simulation =
        Subprocess.start(
            folder, System.getenv("PATH"), "simulate", design.toString(), "--images", "2");
    await(simulation, () -> !simulation.children().isEmpty());
    List<ProcessHandle> children = simulation.children();
    simulation.killed(simulation.interrupt()).withoutTrace();
    await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertTrue(Files.notExists(design.resolve("simulation").resolve("simulation.json")));
  }

  private String[] search(Path images, String name) {
    return new String[] {
      "search",
      SmallInputs.TINY.toString(),
      "--data",
      images.toString(),
      "--images",
      "40",
      "--trials",
      Integer.toString(TRIALS),
      "--study",
      folder.resolve(name + ".jsonl").toString(),
      "-o",
      folder.resolve(name + ".json").toString()
    };
  }

  private static void await(Subprocess process, Callable<Boolean> condition) throws Exception {
    await(
        () -> {
          assertTrue(process.running(), "it ended too early");
          return condition.call();
        });
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "waited too long");
      Thread.sleep(20);
    }
  }
}
