package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.pipeline.Pipeline;

/** A stage alone is the part of the whole top that belongs to it. */
class LoneStageTest {
  private static final Pipeline PIPELINE = TinyAccelerator.pipeline();
  private static final MemoryDestination WHOLE = whole();
  private static final Manifest MANIFEST = Manifest.parse(WHOLE.text(Manifest.FILE));

  @Test
  void itHasTheNamesOfTheWhole() {
    for (int index = 0; index < PIPELINE.stages().size(); index++) {
      LoneStage stage = LoneStage.of(PIPELINE, "tiny", index);
      assertEquals(MANIFEST.streams().get(index), stage.output());
      assertTrue(WHOLE.texts().keySet().containsAll(stage.memories()), stage.toString());
      assertTrue(stage.top().contains("\nmodule " + MANIFEST.top() + " ("), stage.top());
      assertTrue(stage.top().contains(" " + MANIFEST.fifos().get(index) + " (\n"), stage.top());
      List<String> whole = WHOLE.text("rtl/" + MANIFEST.top() + ".v").lines().toList();
      stage
          .top()
          .lines()
          .filter(line -> line.matches("  (wire|[a-zA-Z_0-9]+ #).*|  \\w+ \\w+ \\("))
          .forEach(line -> assertTrue(whole.contains(line), line));
    }
  }

  @Test
  void itBeginsBehindItsProducers() {
    LoneStage first = LoneStage.of(PIPELINE, "tiny", 0);
    assertEquals(3, first.memories().size());
    LoneStage second = LoneStage.of(PIPELINE, "tiny", 1);
    assertEquals(List.of(), second.memories());
    assertFalse(second.top().contains("reg_x"), second.top());
    assertEquals(
        List.of(
            PIPELINE.edges().get(1).fifo().converterModuleName(),
            PIPELINE.edges().get(1).fifo().moduleName(),
            PIPELINE.stages().get(1).moduleName()),
        second.modules());
    // The producer's beats of two lanes, not those of four that the stage takes.
    assertTrue(second.top().contains("input  wire [15:0] s_axis_tdata,"), second.top());
  }

  private static MemoryDestination whole() {
    MemoryDestination destination = new MemoryDestination();
    new AcceleratorGenerator(ignored -> List.of(), "test")
        .generate(PIPELINE, "tiny", Map.of())
        .forEach(destination::write);
    return destination;
  }
}
