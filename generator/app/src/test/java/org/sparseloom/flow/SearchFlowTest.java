package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.data.ImageSet;
import org.sparseloom.design.Design;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.progress.Progress;
import org.sparseloom.quantise.ActivationScales;
import org.sparseloom.quantise.Calibration;
import org.sparseloom.quantise.QuantisationPlan;
import org.sparseloom.search.SearchOptions;
import org.sparseloom.search.folding.Allowance;

class SearchFlowTest {
  private static final Path MODEL = Path.of("..", "..", "models", "fashion-cnn.onnx");
  private static final Device DEVICE = Devices.named("Z7010");
  private static final int IMAGES = 8;

  /** DSP slices are short, so that the last percent of speed is dear. */
  private static final Allowance ALLOWED =
      new Allowance(ConvolutionChoice.ENGINES, List.of(MultiplierKind.DSP), Integer.MAX_VALUE);

  @TempDir Path folder;

  /** The fastest folding of the same thresholds is another one: trials are folded with less effort. */
  @Test
  void theDesignIsTheCheapestThatIsAsFastAsTheBestTrial() throws IOException {
    DataOptions data = DataOptions.unitRange(noise().toString());
    SearchFlow.Result found =
        new SearchFlow(Progress.silent())
            .run(
                new SearchFlow.Request(
                    MODEL, DEVICE, data, ImageCount.of(IMAGES), new GenerateFlow.Widths(8, 8), ALLOWED,
                    OptionalDouble.empty(), SearchOptions.standard().withTrials(1),
                    folder.resolve("study.jsonl"), folder.resolve("design.json")));
    FoldingStep.Measured measured = unpruned(data);
    double cycles = found.search().best().hardware().cyclesPerImage();
    Design cheapest = measured.cheapestIfAny(cycles, false).orElseThrow().design();
    assertNotEquals(measured.best(), cheapest);
    assertEquals(cheapest, found.design());
  }

  private static FoldingStep.Measured unpruned(DataOptions data) {
    Network network = NetworkImporter.read(MODEL);
    ImageSet images = data.open(network.input());
    QuantisationPlan plan = QuantisationPlan.uniform(network, 8, 8);
    ActivationScales scales = Calibration.measure(network, images, 1).scales(network, plan);
    return new FoldingStep(DEVICE, ALLOWED).measured(network, scales, plan, images);
  }

  private Path noise() throws IOException {
    byte[] pixels = new byte[IMAGES * 28 * 28];
    new Random(1).nextBytes(pixels);
    Path file = folder.resolve("images_u8_nchw_8x1x28x28.bin");
    Files.write(file, pixels);
    String labels =
        IntStream.range(0, IMAGES)
            .mapToObj(image -> image + ".png," + image)
            .collect(Collectors.joining("\n", "file,class_index\n", "\n"));
    Files.writeString(folder.resolve("labels.csv"), labels);
    return file;
  }
}
