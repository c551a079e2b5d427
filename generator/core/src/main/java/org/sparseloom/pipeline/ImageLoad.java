package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;

/**
 * What one image asks of every stage of a pipeline: small, unlike the work that it is found from, so
 * that many images can be kept.
 *
 * @param stages one per stage, in order
 */
public record ImageLoad(List<StageLoad> stages) {
  /**
   * What it asks of one stage.
   *
   * @param cycles of the image, the stage alone
   * @param pairDensity share of non-zero pairs; 0 for stages without engines
   * @param rowCycles of every output row
   */
  public record StageLoad(double cycles, double pairDensity, double[] rowCycles) {}

  public ImageLoad {
    stages = List.copyOf(stages);
  }

  /**
   * Returns the load of an image.
   *
   * @param work by layer name, of all its pixels in raster order; layers without engines may be missing
   */
  public static ImageLoad of(Pipeline pipeline, Map<String, Work> work) {
    List<StageLoad> loads = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      Work own = work.getOrDefault(stage.layer().name(), NoWork.INSTANCE);
      loads.add(
          new StageLoad(
              stage.cyclesPerImage(own),
              stage.multipliers() == 0 ? 0 : own.pairDensity(),
              stage.rowCycles(own)));
    }
    return new ImageLoad(loads);
  }
}
