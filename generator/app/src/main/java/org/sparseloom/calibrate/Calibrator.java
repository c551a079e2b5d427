package org.sparseloom.calibrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sparseloom.device.Device;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.synthesis.NetlistCache;
import org.sparseloom.synthesis.Yosys;

/**
 * Synthesises random designs and lays the counts beside the resource model's units.
 *
 * @param known counts of former runs
 * @param device whose family is synthesised for
 * @param model knows the unit kinds
 */
public record Calibrator(Yosys yosys, NetlistCache known, Device device, ResourceModel model) {
  /** Designs of one Yosys run: its start is shared, and progress is still seen. */
  private static final int BATCH = 5;

  /** Returns tasks that may run side by side, each in a folder of its own below {@code folder}. */
  public List<Callable<List<CalibrationSample>>> batches(Path folder, int designs, long seed) {
    List<Pipeline> pipelines = SampleDesigns.draw(designs, seed, device);
    List<Callable<List<CalibrationSample>>> tasks = new ArrayList<>();
    for (int begin = 0; begin < designs; begin += BATCH) {
      Path own = folder.resolve("batch_" + begin);
      List<Pipeline> batch = pipelines.subList(begin, Math.min(designs, begin + BATCH));
      tasks.add(
          () -> SampleSynthesis.generate(own, batch).count(yosys, known, device, model));
    }
    return tasks;
  }
}
