package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.ExitCode;

/** Networks and designs that need more than a device has: exit code 4, with what is short. */
class DoesNotFitTest {
  private static final String SMALL_DEVICE =
      """
      { "formatVersion": 1, "name": "small", "family": "xc7", "usableShare": 0.85, "clockMegahertz": 100,
        "limits": { "dsp": 80, "lut": 6000, "ff": 35200, "bram36": 60, "uram": 0 } }
      """;

  @TempDir Path folder;

  @Test
  void aDesignMadeForALargerDevice() throws IOException {
    Path output = folder.resolve("out");
    String wide =
        Files.readString(GeneratedFolder.DESIGN)
            .replace("\"parallelOutputs\": 4", "\"parallelOutputs\": 8");
    Path design = Files.writeString(folder.resolve("wide.design.json"), wide);
    GeneratedFolder.generate(design, output, "--device", "Z7010")
        .refused(
            ExitCode.DOES_NOT_FIT,
            "the design does not fit Z7010: it needs 87 DSP, usable are 80 (short by 7)",
            "Maybe take a larger device, a smaller folding");
    assertTrue(Files.notExists(output));
  }

  @Test
  void aDesignThatLeavesNoRoomForAWideWrapper() throws IOException {
    Path device = Files.writeString(folder.resolve("small.json"), SMALL_DEVICE);
    Path output = folder.resolve("out");
    GeneratedFolder.generate(
            GeneratedFolder.DESIGN, output, "--device", device.toString(), "--bus-bits", "512")
        .refused(
            ExitCode.DOES_NOT_FIT,
            "the design and its AXI wrapper of 512 bit do not fit small: together they need ",
            " LUT, usable are 6000 (short by ",
            "Maybe take a narrower --bus-bits");
    assertTrue(Files.notExists(output));
  }

  @Test
  void aNetworkWhoseSmallestFoldingIsTooLarge() throws IOException {
    tooLarge("generate");
  }

  @Test
  void searchingForSuchANetwork() throws IOException {
    tooLarge("search", "--images", "20");
  }

  private void tooLarge(String command, String... options) throws IOException {
    // 2.5 Mbit of weights, and the device stores 2.1 Mbit.
    Path model = SmallInputs.fullyConnected(folder, 28 * 28, 400);
    Path output = folder.resolve("out");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                model.toString(),
                "--device",
                "Z7010",
                "--data",
                SmallInputs.images(folder, 20).toString(),
                "-o",
                output.toString()));
    arguments.addAll(List.of(options));
    Outcome.of(arguments.toArray(String[]::new))
        .refused(
            ExitCode.DOES_NOT_FIT,
            "the network does not fit Z7010: even its smallest folding needs ",
            " BRAM36, usable are 60 (short by ",
            "Maybe take a larger device");
    assertTrue(Files.notExists(output));
  }
}
