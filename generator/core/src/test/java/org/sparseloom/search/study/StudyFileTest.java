package org.sparseloom.search.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** A study file keeps every finished trial and refuses what it cannot trust. */
class StudyFileTest {
  private static final StudyHeader HEADER = header("abc", "def", 1, "0.1");

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("study.jsonl");
  }

  @Test
  void trialsAreReadBackExactly() throws IOException {
    StudyFile study = open();
    study.append(trial(0, 1.0 / 3));
    study.append(trial(1, Math.PI));
    assertEquals(List.of(trial(0, 1.0 / 3), trial(1, Math.PI)), open().trials());
    assertEquals(3, Files.readAllLines(path).size());
  }

  @Test
  void goesOnBehindTheLastTrial() {
    open().append(trial(0, 1));
    open().append(trial(1, 2));
    assertEquals(List.of(trial(0, 1), trial(1, 2)), open().trials());
  }

  @Test
  void aLastLineThatWasCutOffIsDropped() throws IOException {
    StudyFile study = open();
    study.append(trial(0, 1));
    byte[] good = Files.readAllBytes(path);
    study.append(trial(1, 2));
    byte[] whole = Files.readAllBytes(path);
    // Even a line that only lacks its end is done again: nobody knows whether a digit is missing.
    for (int length : new int[] {good.length + 1, good.length + 20, whole.length - 1}) {
      Files.write(path, Arrays.copyOf(whole, length));
      StudyFile resumed = open();
      assertEquals(List.of(trial(0, 1)), resumed.trials());
      resumed.append(trial(1, 2));
      assertEquals(new String(whole), Files.readString(path));
    }
  }

  @Test
  void aHeaderThatWasCutOffIsWrittenAgain() throws IOException {
    open();
    String header = Files.readString(path);
    Files.writeString(path, header.substring(0, 10));
    assertEquals(List.of(), open().trials());
    assertEquals(header, Files.readString(path));
  }

  @Test
  void anotherFileIsNotOverwritten() throws IOException {
    Files.writeString(path, "my diary");
    assertProblem("file " + path + " is not a study file: line 1 must be a study's header");
    assertEquals("my diary", Files.readString(path));
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    StudyFile study = open();
    study.append(trial(0, 1));
    study.append(trial(1, 2));
    List<String> lines = Files.readAllLines(path);
    String good = lines.get(1);
    String start = "study file " + path + ", line 2 is damaged: ";
    damage(lines, good.substring(0, 25));
    assertProblem(start + "Unexpected end-of-input");
    damage(lines, "");
    assertProblem(start + "No content");
    damage(lines, good.replace("\"accuracy\"", "\"acuracy\""));
    assertProblem(start + "Missing creator property 'accuracy'");
    damage(lines, good.replace("}", ",\"seconds\":3}"));
    assertProblem(start + "Unrecognized field \"seconds\"");
    damage(lines, good.replace(",\"dsp\":40.0", ""));
    assertProblem(start + "Missing creator property 'dsp'");
    damage(lines, good.replace("\"accuracy\":0.9", "\"accuracy\":9"));
    assertProblem(start + "accuracy (9.0) must be 0..1");
    damage(lines, good.replace("\"number\":0", "\"number\":4"));
    assertProblem(start + "trial (4) must be 0");
    damage(lines, good.replace("[1.0,0.5]", "[1.0]"));
    assertProblem(start + "point (1 values) must have 2");
    damage(lines, good + "}");
    assertProblem(start);
  }

  @Test
  void anotherStudyIsRefusedSayingWhatDiffers() {
    open();
    assertProblem(
        header("other", "def", 1, "0.1"),
        "is of another version of the network small (other weights)");
    assertProblem(header("abc", "other", 1, "0.1"), "was made with other images");
    assertProblem(header("abc", "def", 2, "0.1"), "was made with the seed 1, not 2");
    assertProblem(
        header("abc", "def", 1, "0.2"), "was made with the option sparsityWeight = 0.1, not 0.2");
    StudyHeader newer = new StudyHeader(4, "small", "abc", "def", 1, HEADER.options());
    assertProblem(newer, "has format version 3, but this program reads 4");
  }

  @Test
  void aFullDiskKeepsTheEarlierTrials() {
    StudyFile.Appender full =
        (path, bytes) -> {
          Files.write(path, Arrays.copyOf(bytes, bytes.length / 2), StandardOpenOption.APPEND);
          throw new IOException("No space left on device");
        };
    open().append(trial(0, 1));
    StudyFile study = StudyFile.open(path, HEADER, 2, full);
    UserProblem problem = assertThrows(UserProblem.class, () -> study.append(trial(1, 2)));
    assertEquals(
        "study file " + path + ": trial 1 could not be written (No space left on device)",
        problem.getMessage());
    assertTrue(problem.text().contains("The 1 trials before it are kept"), problem.text());
    assertEquals(ExitCode.OTHER, problem.exitCode());
    assertEquals(List.of(trial(0, 1)), open().trials());
  }

  @Test
  void aReallyFullDeviceGivesTheSameMessage() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Files.createSymbolicLink(path, full);
    UserProblem problem = assertThrows(UserProblem.class, this::open);
    assertEquals(
        "study file " + path + ": the header could not be written (No space left on device)",
        problem.getMessage());
  }

  private void damage(List<String> lines, String second) throws IOException {
    lines.set(1, second);
    Files.write(path, lines);
  }

  private void assertProblem(String start) {
    UserProblem problem = assertThrows(UserProblem.class, this::open);
    assertTrue(problem.getMessage().startsWith(start), problem.getMessage());
    assertEquals(ExitCode.USAGE, problem.exitCode());
  }

  private void assertProblem(StudyHeader header, String difference) {
    UserProblem problem = assertThrows(UserProblem.class, () -> StudyFile.open(path, header, 2));
    assertEquals("study file " + path + " " + difference, problem.getMessage());
  }

  private StudyFile open() {
    return StudyFile.open(path, HEADER, 2);
  }

  private static StudyHeader header(String model, String data, long seed, String weight) {
    return new StudyHeader(
        StudyHeader.FORMAT_VERSION, "small", model, data, seed, Map.of("sparsityWeight", weight));
  }

  private static Trial trial(int number, double objective) {
    return new Trial(
        number, List.of(1.0, 0.5), objective, 0.9, 100, number == 1,
        new FoldingOutcome(0.5, 1234.5, 40, 7000));
  }
}
