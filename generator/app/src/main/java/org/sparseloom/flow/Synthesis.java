package org.sparseloom.flow;

import java.util.Map;
import org.sparseloom.device.Resources;
import org.sparseloom.synthesis.LogicPaths;

/**
 * What Yosys counted for a design, and what was predicted: the contents of synthesis/synthesis.json.
 *
 * @param tool with version
 * @param command that was given
 * @param predicted what the resource model expects of the accelerator
 * @param resources of the accelerator
 * @param besideSlices registers that are not among these, see {@link org.sparseloom.synthesis.Netlist}
 * @param predictedWrapper what the resource model expects the AXI wrapper to take besides
 * @param wrapper what it takes
 * @param stages resources by layer, its memories left out
 * @param paths the longest ways from register to register
 * @param seconds that it took
 */
public record Synthesis(
    int formatVersion,
    String tool,
    String command,
    Resources predicted,
    Resources resources,
    double besideSlices,
    Resources predictedWrapper,
    Resources wrapper,
    Map<String, Resources> stages,
    LogicPaths paths,
    double seconds) {
  /** Version of synthesis.json. */
  public static final int FORMAT_VERSION = 3;

  /** The file's name in a design's folder. */
  public static final String FILE = "synthesis/synthesis.json";

  public Synthesis {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "formatVersion (" + formatVersion + ") must be " + FORMAT_VERSION);
    }
  }
}
