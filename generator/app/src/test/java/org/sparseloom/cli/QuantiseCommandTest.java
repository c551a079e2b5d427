package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.problem.ExitCode;

/** What the rounding to integers costs, seen before anything is built. */
class QuantiseCommandTest {
  @Test
  void sixteenBitsAreAsGoodAsFloatAndFourAreWorse() {
    String text = quantised("--widths", "4,16");
    assertEquals(0, lost(text, "16 bits"), 0.2, text);
    assertTrue(lost(text, "4 bits") > 1, text);
  }

  /** Returns what quantising the small network prints, judged by 1000 test images. */
  private static String quantised(String... options) {
    assumeTrue(
        Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")),
        "the package dataset-fashion-mnist must be installed");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "quantise", SmallInputs.TINY.toString(),
                "--calibrate", "fashion-mnist:train[0:100]",
                "--data", "fashion-mnist:test",
                "--images", "1000"));
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(new String[0])).good().out();
  }

  /** Returns the points lost against float. */
  private static double lost(String text, String line) {
    Matcher matcher =
        Pattern.compile(line + " +top-1 +([\\d.]+) % of 1000 images +([+-][\\d.]+) points")
            .matcher(text);
    assertTrue(matcher.find(), text);
    double lost = -Double.parseDouble(matcher.group(2));
    Matcher floating = Pattern.compile("float +top-1 +([\\d.]+) %").matcher(text);
    assertTrue(floating.find(), text);
    double difference =
        Double.parseDouble(floating.group(1)) - Double.parseDouble(matcher.group(1));
    assertEquals(difference, lost, 0.01, String.format(Locale.ROOT, "%s", text));
    return lost;
  }

  @Test
  void mixedWidthsAreTriedOnRequest() {
    String text = quantised("--widths", "4", "--mixed", "30");
    assertTrue(lost(text, "mixed") < lost(text, "4 bits"), text);
    assertTrue(text.contains("bits a value on average"), text);
  }

  @Test
  void anEqualisedModelIsWrittenAndCanBeUsed(@TempDir Path folder) {
    Path file = folder.resolve("equalised").resolve("tiny.onnx");
    String text = quantised("--widths", "16", "--equalise", file.toString());
    assertEquals(0, lost(text, "16 bits"), 0.2, text);
    assertEquals(table(SmallInputs.TINY), table(file));
  }

  /** Returns the lines about layers, without the network's name and notes. */
  private static List<String> table(Path model) {
    List<String> lines = Outcome.of("inspect", model.toString()).good().out().lines().toList();
    return lines.subList(1, 8);
  }

  @Test
  void whatCannotBeReadAgainIsNotWritten(@TempDir Path folder) throws IOException {
    OnnxBuilder model = new OnnxBuilder("up").input("x", 1, 28, 28);
    model.floats("w", new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    model.node("ConvTranspose", "t", List.of("x", "w"), OnnxBuilder.integers("strides", 2, 2));
    model.node("GlobalAveragePool", "p", List.of("t")).floats("v", new float[10], 10, 1, 1, 1);
    model.node("Conv", "c", List.of("p", "v")).node("Flatten", "y", List.of("c")).output("y", 10);
    Path up = SmallInputs.save(model.model(), folder.resolve("up.onnx"));
    Path images = SmallInputs.images(folder, 4);
    Path file = folder.resolve("equalised.onnx");
    Outcome.of(
            "quantise", up.toString(), "--calibrate", images.toString(),
            "--data", images.toString(), "--images", "4", "--equalise", file.toString())
        .refused(
            ExitCode.MODEL_NOT_SUPPORTED,
            "network up cannot be written so that it is read again, which --equalise must do");
    assertFalse(Files.exists(file));
  }

  @Test
  void widthsThatAreNone() {
    for (String widths : new String[] {"3", "8,17", "eight", ""}) {
      Outcome.of(
              "quantise", SmallInputs.TINY.toString(),
              "--calibrate", "random:4", "--data", "random:4", "--widths", widths)
          .refused(ExitCode.USAGE, "--widths (" + widths + ") must be numbers of 4..16");
    }
  }

  @Test
  void bothSetsOfImagesMustBeNamed() {
    Outcome.of("quantise", SmallInputs.TINY.toString(), "--data", "random:4")
        .refused(ExitCode.USAGE, "calibrate");
  }
}
