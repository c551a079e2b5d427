package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparseloom.data.Normalisation;
import org.sparseloom.flow.NetworksFlow;
import org.sparseloom.networks.KnownNetwork;
import org.sparseloom.networks.NetworkRun;
import org.sparseloom.networks.NetworkRuns;
import org.sparseloom.progress.Progress;

/**
 * Every network of models/ on test images, from ONNX to Verilog: bit-exact at every stage, as fast as
 * predicted. Skipped without Fashion-MNIST (`./sparseloom test` installs it).
 */
class OwnNetworksTest {
  private static final Path MODELS = Path.of("../models");

  private static List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(MODELS)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".onnx"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aNetworkIsBitExactAndAsFastAsPredicted(String file) throws IOException {
    assumeTrue(
        Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")),
        "skipped: no Fashion-MNIST");
    KnownNetwork network =
        new KnownNetwork(
            file,
            "fashion-mnist:test",
            new Normalisation(List.of(0.0), List.of(255.0)),
            "Z7020",
            20_000);
    Path output = SimulationBench.TARGET.resolve("own").resolve(network.name());
    Files.deleteIfExists(output.resolve(NetworkRuns.FILE));
    NetworkRun run =
        new NetworksFlow(Progress.silent(), finished -> {})
            .run(new NetworksFlow.Request(MODELS, Path.of(""), List.of(network), 4, output))
            .get(0);
    assertTrue(run.finished() && run.bitExact(), run.toString());
    assertEquals(0, run.differencePercent(), 3, run.toString());
  }
}
