package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.flow.Json;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.simulate.LoneStageResult;
import org.sparseloom.simulate.LoneStageResults;

/** Stages of a generated design simulated one by one. */
class LoneStagesTest {
  private static final String LINE =
      "   [a-z]+ +3 images bit-exact   [0-9,]+ cycles an image, predicted [0-9,]+ \\([+-]0.0 %\\)"
          + "   build \\d+ s, run \\d+ s";

  @TempDir static Path folder;

  @BeforeAll
  static void generate() {
    GeneratedFolder.generate(folder).good();
  }

  @Test
  void areComparedAndMeasuredAloneAndWhatIsWrongIsFound() throws IOException {
    String stages = "conv2,globalaveragepool1";
    Outcome outcome = simulate("--stages", stages, "--images", "3").good();
    List<String> lines = outcome.out().lines().toList();
    assertEquals(2, lines.size(), outcome.out());
    assertTrue(lines.get(0).matches("conv2             " + LINE), outcome.out());
    assertTrue(lines.get(1).matches("globalaveragepool1" + LINE), outcome.out());
    for (LoneStageResult stage : results().stages()) {
      double tolerance = 1;
      assertEquals(
          stage.predictedCyclesPerImage(), stage.cyclesPerImage().orElseThrow(), tolerance,
          stage.toString());
    }
    Outcome.of("report", folder.toString()).good();
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("<h2>Stages simulated alone</h2>"), page);
    assertTrue(page.contains("<td class=\"text\">bit-exact, 3 images</td>"), page);

    Path memory = folder.resolve("memory/conv2_weights.mem");
    List<String> right = Files.readAllLines(memory);
    List<String> wrong = new ArrayList<>(right);
    wrong.set(0, inverted(right.get(0)));
    Files.write(memory, wrong);
    Outcome found = simulate("--stages", stages, "--images", "3");
    Files.write(memory, right);
    assertEquals(ExitCode.VERIFICATION_FAILED, found.code(), found.errors());
    assertTrue(
        found.errors().matches(
            "(?s)\\d+ wrong values, the first: stage conv2 \\(output\\): image 0, pixel .*"
                + ": expected -?\\d+, got -?\\d+ \\(cycle \\d+\\).*verification failed\n"),
        found.errors());
    assertTrue(found.out().matches("(?s)conv2 .* 3 images WRONG .*build 0 s.*bit-exact.*"), found.out());
    assertFalse(results().stages().get(0).bitExact());
    assertEquals("conv2", results().stages().get(0).mismatches().get(0).stage());
  }

  @Test
  void slowestAreChosenByTheirCyclesAndStalled() {
    Outcome outcome = simulate("--slowest", "1", "--images", "1", "--stall", "0.3").good();
    assertTrue(
        outcome.out().matches("conv1   dense     1 image bit-exact at 30 % stalls   build .*\n"),
        outcome.out());
  }

  @Test
  void unknownNamesAndOptionsWithoutSenseAreRefused() {
    simulate("--stages", "conv1,convo2")
        .refused(
            ExitCode.USAGE,
            "stage (convo2) must be one of the design's: conv1, maxpool1, conv2,",
            "Maybe conv2 was meant");
    simulate("--stages", "conv1", "--slowest", "2")
        .refused(ExitCode.USAGE, "--stages must not stand beside --slowest");
    simulate("--stages", "conv1", "--backend", "hls")
        .refused(ExitCode.USAGE, "--stages must not stand beside --backend hls");
    simulate("--slowest", "2", "--stall", "0.3", "--stall-inside")
        .refused(ExitCode.USAGE, "--stall-inside must not stand beside --slowest");
    simulate("--slowest", "0")
        .refused(ExitCode.USAGE, "--slowest (0) must be a whole number from 1");
    simulate("--stages", "conv1", "--images", "17")
        .refused(ExitCode.USAGE, "--images (17) must be at most the 16 images");
  }

  /** Two are the default. */
  @Test
  void allImagesOfASetThatHasFewerAreSimulated() {
    String out = simulate("--stages", "maxpool1", "--data", "random:1").good().out();
    assertTrue(out.matches("(?s)maxpool1 +pool +1 image bit-exact.*"), out);
  }

  @Test
  void aDesignThatWasEditedSinceIsRefused() throws IOException {
    Path design = folder.resolve("design.json");
    String right = Files.readString(design);
    Files.writeString(design, right.replaceFirst("(maxpool1(?s:.*?)\"lanes\" ?: )2", "$14"));
    Outcome outcome = simulate("--stages", "maxpool1", "--images", "1");
    Files.writeString(design, right);
    outcome.refused(
        ExitCode.USAGE,
        "stage (maxpool1) must have been generated as design.json says",
        "Maybe design.json was edited: generate the design again.");
  }

  private static Outcome simulate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("simulate", folder.toString()));
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static LoneStageResults results() throws IOException {
    Path file = folder.resolve("simulation-stages/stages.json");
    return Json.parse(Files.readString(file), LoneStageResults.class, file.toString());
  }

  /** Changes every bit of a word, be it wider than the memory. */
  private static String inverted(String word) {
    return word.chars()
        .mapToObj(digit -> Integer.toHexString(15 - Character.digit(digit, 16)))
        .collect(Collectors.joining());
  }
}
