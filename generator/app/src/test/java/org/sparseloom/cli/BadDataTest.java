package org.sparseloom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparseloom.problem.ExitCode;

/** Images that are not there or do not suit the network; devices and numbers that are none. */
class BadDataTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere|data nowhere must be fashion-mnist:test, fashion-mnist:train, random:N, an image",
        "fashion-mnist:val|must be fashion-mnist:test or fashion-mnist:train",
        "random:0|must have at least one image",
        "random:8[5:5]|range [5:5] of data random:8 must lie in 0:8 and not be empty",
        "random:8[4:9]|range [4:9] of data random:8 must lie in 0:8 and not be empty",
        "random:8[5:2]|range [5:2] of data random:8 must lie in 0:8 and not be empty"
      })
  void aSpecificationWithoutImages(String data, String message) {
    refused(data, message);
  }

  @Test
  void rawImagesOfAnotherSize() throws IOException {
    Path raw = Files.write(folder.resolve("a.bin"), new byte[100]);
    refused(raw.toString(), "a.bin (100 bytes) must hold whole images of 1x28x28 (784 bytes each)");
  }

  @Test
  void anEmptyRawFileAndAnEmptyFolder() throws IOException {
    Path raw = Files.createFile(folder.resolve("a.bin"));
    refused(raw.toString(), "a.bin (0 bytes) must hold whole images");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(empty.toString(), "data folder " + empty + " must hold JPEG or PNG files");
  }

  @Test
  void aPictureThatIsNone() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.writeString(pictures.resolve("a.png"), "no picture");
    refused(pictures.toString(), "a.png must be a JPEG or PNG file");
  }

  @Test
  void anIdxFileThatWasCutOff() throws IOException {
    Path images = SmallInputs.images(folder, 3);
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - 1));
    refused(images.toString(), "must hold 3 images of 28x28");
    Files.writeString(images, "text");
    refused(images.toString(), "must start with 00 00 08 03");
  }

  @Test
  void imagesOfAnotherNumberOfChannels() throws IOException {
    Path model = SmallInputs.pointwise(folder, 3);
    Path images = SmallInputs.images(folder, 3);
    generate(model, "--data", images.toString())
        .refused(ExitCode.USAGE, "(1x28x28) must be as the network's input (3x8x8)");
  }

  @Test
  void picturesForANetworkOfTwoChannels() throws IOException {
    Path file = SmallInputs.pointwise(folder, 2);
    generate(file, "--data", folder.toString())
        .refused(ExitCode.USAGE, "network's input (2x8x8) must then have 1 or 3 channels");
  }

  @Test
  void imagesWithoutLabelsWhereAccuracyIsMeasured() {
    Outcome.of(
            "search",
            SmallInputs.TINY.toString(),
            "--data",
            "random:8",
            "--images",
            "8",
            "-o",
            folder.resolve("design.json").toString())
        .refused(ExitCode.USAGE, "image 0 of random:8[0:8] has no label");
  }

  @Test
  void moreImagesThanThereAre() {
    Outcome.of("search", SmallInputs.TINY.toString(), "--data", "random:8", "--images", "9")
        .refused(ExitCode.USAGE, "--images (9) must be at most the 8 images of random:8");
  }

  /** 5000 are the default: nobody asked for them, and it is the labels that are missing. */
  @Test
  void fewerImagesThanTheDefaultAreAllTaken() {
    Outcome.of("search", SmallInputs.TINY.toString(), "--data", "random:8")
        .refused(ExitCode.USAGE, "image 0 of random:8[0:8] has no label");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mean|1,2|must have one value or one for each of 1 channels",
        "--mean|one|--mean (one) must be one number or one per channel",
        "--std|0|must have finite means and deviations above 0",
        "--weight-bits|3|--weight-bits (3) must be a whole number from 4 to 16",
        "--activation-bits|8.5|--activation-bits (8.5) must be a whole number from 4 to 16",
        "--multipliers|dsp,abacus|--multipliers (dsp,abacus) must be of [dsp, lut]",
        "--engines|magic|--engines (magic) must be of [sparse, dense, skip, list, column]",
        "--device|Z9|device (Z9) is not known; known are Z7010, Z7020, Z7045, ZU7EV, U250",
        "--device|none.json|none.json does not exist"
      })
  void anOptionWithABadValue(String option, String value, String message) {
    generate(SmallInputs.TINY, "--data", "random:4", option, value)
        .refused(ExitCode.USAGE, message);
  }

  @ParameterizedTest
  @CsvSource({"simulate", "evaluate", "estimate", "report"})
  void aFolderWithoutADesign(String command) {
    Outcome.of(command, folder.toString())
        .refused(
            ExitCode.USAGE,
            "folder (" + folder + ") must hold a generated design with generated.json",
            "Maybe generate it first: sparseloom generate MODEL.onnx -o " + folder);
  }

  private void refused(String data, String message) {
    generate(SmallInputs.TINY, "--data", data).refused(ExitCode.USAGE, message);
  }

  private Outcome generate(Path model, String... options) {
    List<String> arguments = new ArrayList<>(List.of("generate", model.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-o", folder.resolve("out").toString()));
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
