package org.sparseloom.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;
import org.sparseloom.report.Report;

class BaselineTest {
  @Test
  void everyPublishedDesignHasASourceAndStandsBesideANetwork() {
    List<Baseline> all = Baseline.all();
    assertTrue(all.size() >= 12, all.toString());
    all.forEach(baseline -> assertFalse(baseline.models().isEmpty() || baseline.source().isBlank()));
    assertEquals(
        all.size(), all.stream().map(baseline -> baseline.design().name()).distinct().count());
  }

  /** 2431.4 images/s at 143 MHz with 211 DSPs and 47 000 LUTs, worked out by hand. */
  @Test
  void efficiencyOfAPublishedDesignIsThatOfItsFigures() {
    DesignFigures zedBoard = Baseline.of("resnet8_cifar10").get(0).design();
    assertEquals(8.06e-8, zedBoard.imagesPerCyclePerDsp().orElseThrow(), 0.005e-8);
    assertEquals(3.618e-7, zedBoard.imagesPerCyclePerKiloLut().orElseThrow(), 0.001e-7);
  }

  @Test
  void whatIsNotPublishedIsNotMadeUp() {
    DesignFigures hpipe = Baseline.of("resnet50_pruned_224").get(0).design();
    assertEquals(Optional.empty(), hpipe.imagesPerCyclePerDsp());
    assertEquals(Optional.empty(), hpipe.accuracy());
  }

  @Test
  void ourDesignsAreMarkedByHowTheirFiguresWereFound() {
    Resources predicted = new Resources(200, 40_000, 30_000, 70, 0);
    DesignFigures estimated = DesignFigures.of("d", report(Optional.empty(), predicted));
    assertEquals("estimated", estimated.how());
    assertEquals(10_000, estimated.imagesPerSecond(), 1e-9);
    assertEquals(100 / 1e6 / 200, estimated.imagesPerCyclePerDsp().orElseThrow(), 1e-15);
    DesignFigures simulated =
        DesignFigures.of(
            "d",
            report(Optional.of(new Report.Simulated(16, true, 20_000, 1, 1, 1, 1)), predicted));
    assertEquals("simulated", simulated.how());
    assertEquals(5_000, simulated.imagesPerSecond(), 1e-9);
    assertEquals("estimated", simulated.counted());
  }

  private static Report report(Optional<Report.Simulated> simulated, Resources predicted) {
    return new Report(
        1, "resnet8_cifar10", "Z7020", 100, Optional.empty(), Optional.empty(), 1, Optional.empty(),
        Optional.empty(), new Report.Predicted(10_000, 1, 10_000, predicted), simulated,
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty(),
        Optional.empty(), List.of());
  }
}
