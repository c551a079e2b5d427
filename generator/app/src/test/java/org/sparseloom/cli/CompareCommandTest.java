package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.device.Resources;
import org.sparseloom.flow.Json;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.report.Report;

class CompareCommandTest {
  @TempDir private Path folder;

  @Test
  void baselinesAreListedWithTheirSources() {
    String text = Outcome.of("baselines").good().out();
    assertTrue(text.matches("(?s).*ResNet-8 ZedBoard.* 2431.4 .*8.06e-08.*MLPerf Tiny v1.1.*"), text);
    assertTrue(Outcome.of("baselines", "--network", "resnet50").good().out().contains("HPIPE"));
    Outcome.of("baselines", "--network", "alexnet")
        .refused(ExitCode.USAGE, "--network (alexnet) must be one that", "Maybe leave it out");
  }

  /** Predicted only: 143 MHz / 14 300 cycles = 10 000 images/s. */
  @Test
  void aDesignStandsAboveThePublishedOnesOfItsNetwork() throws IOException {
    Files.writeString(folder.resolve("generated.json"), "{}");
    Outcome.of("compare").refused(ExitCode.USAGE, "arguments () must be rtl-out/NAME...");
    Outcome.of("compare", folder.toString())
        .refused(ExitCode.USAGE, "must hold report.json", "Maybe write it with: sparseloom report");
    Report report =
        new Report(
            1, "resnet8_cifar10", "Z7020", 143, Optional.empty(), Optional.empty(), 1,
            Optional.empty(), Optional.empty(),
            new Report.Predicted(14_300, 1, 10_000, new Resources(200, 40_000, 30_000, 70, 0)),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), 0, Optional.empty(), Optional.empty(), List.of());
    Files.writeString(folder.resolve("report.json"), Json.text(report));
    String text = Outcome.of("compare", folder.toString(), folder.toString()).good().out();
    assertTrue(
        text.matches("(?s)design.*10000.0.*10000.0.*speed: estimated; resources: estimated.*ZedBoard.*"),
        text);
  }
}
