package org.sparseloom.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the longest ways are shown, and where they are said to be. */
class LogicPathsTest {
  private static RegisterPath path(String from, String to, int luts) {
    return new RegisterPath(from, to, new Steps(luts, 0, 0, 0));
  }

  @Test
  void waysInTheAcceleratorAreNotTheWrappers() {
    RegisterPath own = path("to_beats.level[1]", "registers.status[0]", 3);
    RegisterPath inside = path("accelerator.conv.a", "accelerator.conv.b", 7);
    assertEquals(
        Optional.of(own),
        LogicPaths.ofWrapper(Map.of("registers", own, "accelerator", inside)));
    RegisterPath into = path("to_beats.level[1]", "accelerator.fifo.full", 4);
    assertEquals(
        Optional.of(into),
        LogicPaths.ofWrapper(Map.of("registers", own, "accelerator", into)));
  }

  @Test
  void theLongestStandsFirst() {
    LogicPaths paths =
        new LogicPaths(
            Map.of("conv", path("a", "b", 5), "pool", path("c", "d", 2)),
            Optional.of(path("e", "f", 3)),
            Optional.of(path("g", "h", 6)));
    assertEquals(
        List.of("the AXI wrapper", "conv", "the top", "pool"),
        paths.places().stream().map(LogicPaths.Place::name).toList());
  }
}
