package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparseloom.problem.ExitCode;

/** A study file that was cut off, damaged, or belongs to another search. */
class BadStudyTest {
  private static final int TRIALS = 4;

  @TempDir Path folder;
  private Path images;
  private Path study;

  @BeforeEach
  void searchOnce() throws IOException {
    images = SmallInputs.images(folder, 40);
    study = folder.resolve("design.study.jsonl");
    search(SmallInputs.TINY, TRIALS).good();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "20, 0", "0, 1", "30, 2"})
  void aLastLineThatWasCutOffIsDoneAgain(int bytes, int lines) throws IOException {
    byte[] whole = Files.readAllBytes(study);
    byte[] design = Files.readAllBytes(folder.resolve("design.json"));
    List<String> text = Files.readAllLines(study);
    int gone = bytes;
    for (int line = 0; line < lines; line++) {
      gone += text.get(text.size() - 1 - line).length() + 1;
    }
    Files.write(study, Arrays.copyOf(whole, whole.length - gone));
    Files.delete(folder.resolve("design.json"));
    search(SmallInputs.TINY, TRIALS).good();
    assertEquals(text, Files.readAllLines(study));
    assertArrayEquals(design, Files.readAllBytes(folder.resolve("design.json")));
  }

  @Test
  void garbageInTheMiddleIsRefusedAndNothingIsLost() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(study));
    lines.set(2, "garbage");
    keptAndRefused(lines, TRIALS, "line 3 is damaged", "Maybe remove this line and all behind it");
  }

  @Test
  void anImpossibleTrialIsRefusedAndNothingIsLost() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(study));
    lines.set(3, lines.get(3).replaceFirst("\"accuracy\":[0-9.]+", "\"accuracy\":7"));
    keptAndRefused(lines, TRIALS, "line 4 is damaged: accuracy (7.0) must be 0..1");
    lines.set(3, lines.get(2));
    keptAndRefused(lines, TRIALS, "line 4 is damaged: trial (1) must be 2");
  }

  @Test
  void anotherFileIsNotOverwritten() throws IOException {
    keptAndRefused(List.of("my notes"), TRIALS, "line 1 is damaged");
    Files.writeString(study, "my notes without an end of line");
    search(SmallInputs.TINY, TRIALS).refused(ExitCode.USAGE, "is not a study file");
    assertEquals("my notes without an end of line", Files.readString(study));
  }

  @Test
  void theStudyOfAnotherNetworkIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(study);
    search(SmallInputs.MLP, TRIALS)
        .refused(ExitCode.USAGE, "is of the network fashion-tiny, not of fashion-mlp");
    assertArrayEquals(before, Files.readAllBytes(study));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seed|2|was made with the seed 1, not 2",
        "--device|Z7010|was made with the option ",
        "--weight-bits|6|was made with the option ",
        "--lambda-dsp|0.7|was made with the option ",
        "--drop|3|was made with the option ",
        "--images|30|was made with other images"
      })
  void theStudyOfOtherOptionsIsRefused(String option, String value, String message)
      throws IOException {
    byte[] before = Files.readAllBytes(study);
    search(SmallInputs.TINY, TRIALS, option, value).refused(ExitCode.USAGE, message);
    assertArrayEquals(before, Files.readAllBytes(study));
  }

  private void keptAndRefused(List<String> lines, int trials, String... parts) throws IOException {
    Files.write(study, lines);
    search(SmallInputs.TINY, trials).refused(ExitCode.USAGE, parts);
    assertEquals(lines, Files.readAllLines(study));
  }

  private Outcome search(Path model, int trials, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "search",
                model.toString(),
                "--data",
                images.toString(),
                "--trials",
                Integer.toString(trials),
                "--study",
                study.toString(),
                "-o",
                folder.resolve("design.json").toString()));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--images")) {
      arguments.addAll(List.of("--images", "40"));
    }
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
