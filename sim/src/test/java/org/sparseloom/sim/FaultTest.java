package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparseloom.sim.SweepDesigns.pool;
import static org.sparseloom.sim.SweepDesigns.sparse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.simulate.Mismatch;
import org.sparseloom.simulate.SimulationResult;

/** A design that is wrong is caught, and the message leads to the place. */
class FaultTest {
  @Test
  void aWrongWeightIsTracedToStageImagePixelAndChannel() throws IOException {
    NetworkSketch sketch =
        SweepDesigns.standard("faulty", 8, 0.5, 0,
            sparse(1, 1, 2, 3, 1), sparse(2, 1, 4, 3, 2), pool(2), sparse(1, 4, 4, 1, 1),
            pool(4), sparse(1, 4, 2, 1, 1));
    SimulationBench bench = SimulationBench.of("fault", List.of(sketch));
    assertTrue(bench.run(SimulationBench.FULL_SPEED).bitExact());

    Path memory = bench.folder().resolve("memory/faulty_conv2_weights_0_1.mem");
    List<String> lines = new ArrayList<>(Files.readAllLines(memory));
    int last = lines.size() - 1;
    lines.set(last, flipLowestBits(lines.get(last)));
    Files.write(memory, lines);

    SimulationResult result = bench.run(SimulationBench.FULL_SPEED);
    assertFalse(result.bitExact());
    assertEquals(0, result.buildSeconds(), "contents of memories are read when the simulation runs");
    Mismatch first = result.mismatches().get(0);
    assertEquals("faulty_conv2", first.stage());
    assertEquals("output", first.side());
    // The last word is that of the last filter of engine column 1 of 4.
    assertEquals(9, first.channel());
    assertEquals(sketch.output(1, (int) first.image()).at(first.y(), first.x(), first.channel()),
        first.expected());
    assertNotEquals(first.expected(), first.got());
    assertTrue(
        result.faults().contains(
            "stage faulty_conv2 (output): image " + first.image() + ", pixel (y " + first.y()
                + ", x " + first.x() + "), channel 9: expected " + first.expected() + ", got "
                + first.got()),
        result.faults());
  }

  /** Changes the weights of the first taps. */
  private static String flipLowestBits(String word) {
    int digits = 6;
    String low = word.substring(word.length() - digits);
    String flipped = String.format("%06x", Integer.parseInt(low, 16) ^ 0x555555);
    return word.substring(0, word.length() - digits) + flipped;
  }
}
