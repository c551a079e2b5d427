package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.flow.NetworksFlow;
import org.sparseloom.networks.KnownNetwork;
import org.sparseloom.networks.NetworkRun;
import org.sparseloom.networks.NetworkRuns;
import org.sparseloom.progress.Progress;

/**
 * A published residual network on real images, from ONNX to Verilog: bit-exact at every stage, as fast
 * as predicted. Skipped without a folder of networks (SPARSELOOM_MODELS), with data beside it.
 */
class PublishedNetworkTest {
  private static final String NAME = "resnet8_cifar10";

  @Test
  void resnet8IsBitExactAndAsFastAsPredicted() throws IOException {
    Optional<String> folder =
        Optional.ofNullable(
            System.getProperty("sparseloom.models", System.getenv("SPARSELOOM_MODELS")));
    assumeTrue(folder.isPresent(), "skipped: SPARSELOOM_MODELS does not name a folder of networks");
    KnownNetwork network =
        KnownNetwork.all().stream()
            .filter(known -> known.name().equals(NAME))
            .findFirst()
            .orElseThrow();
    Path models = Path.of(folder.get());
    Path data = models.toAbsolutePath().normalize().resolveSibling("data");
    assumeTrue(
        Files.isRegularFile(models.resolve(network.file())), "skipped: no " + network.file());
    assumeTrue(Files.exists(data.resolve(network.data())), "skipped: no images in " + data);
    Path output = SimulationBench.TARGET.resolve("networks");
    Files.deleteIfExists(output.resolve(NetworkRuns.FILE));
    NetworkRun run =
        new NetworksFlow(Progress.silent(), finished -> {})
            .run(new NetworksFlow.Request(models, data, List.of(network), 2, output))
            .get(0);
    assertTrue(run.finished() && run.bitExact(), run.toString());
    assertEquals(0, run.differencePercent(), 5, run.toString());
  }
}
