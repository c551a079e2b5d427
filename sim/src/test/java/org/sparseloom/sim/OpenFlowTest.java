package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sparseloom.emit.OpenFlowFiles;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.synthesis.Yosys;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** A small design mapped for a Lattice ECP5 by the script in its folder. */
class OpenFlowTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);

  /** Eight multipliers of the engines and one of the requantiser are slices; sums fit none. */
  @Test
  void multipliersAreSlices() throws IOException {
    Path folder = SimulationBench.TARGET.resolve("open-flow");
    new NetworkSketch("open", new Shape(4, 3, 3), BYTE, 1, 1)
        .convolution(
            4, Window.pointwise(), 8, BYTE, 1, 0, SweepDesigns.dense(1, 4, 2, 4, 1))
        .generate(folder);
    Yosys.find()
        .run(folder, folder.resolve(OpenFlowFiles.ECP5_SCRIPT), folder.resolve("open"));
    assertTrue(Files.size(folder.resolve(OpenFlowFiles.ECP5_NETLIST)) > 0);
    String cells = Files.readString(folder.resolve("open/ecp5-cells.txt"));
    Matcher slices = Pattern.compile("MULT18X18D +(\\d+)").matcher(cells);
    assertTrue(slices.find(), cells);
    assertEquals(9, Integer.parseInt(slices.group(1)), cells);
  }
}
