package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;

/**
 * Plays images through a pipeline row by row: when every row of every stage begins and ends, given the
 * rows that it waits for and the room for rows in the stage behind it. So it sees what the slowest
 * stage's mean does not: stages that take turns in being the slowest.
 *
 * @param cyclesPerImage steady interval: mean over the second half of the images
 * @param latencyCycles of the first image, from its first beat in to its last beat out
 */
public record PipelineTrace(double cyclesPerImage, long latencyCycles) {

  /**
   * Plays images, given at full speed.
   *
   * @param images per image, by layer name, the work of all its pixels in raster order
   * @param count how many to play; the given ones in turn
   */
  public static PipelineTrace of(
      Pipeline pipeline, List<Map<String, Work>> images, int count) {
    List<RowSchedule> schedules = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      List<double[]> rows = new ArrayList<>();
      for (Map<String, Work> image : images) {
        rows.add(stage.rowCycles(image.getOrDefault(stage.layer().name(), NoWork.INSTANCE)));
      }
      schedules.add(new RowSchedule(stage, rows, count));
    }
    play(schedules);
    RowSchedule last = schedules.get(schedules.size() - 1);
    int half = count / 2;
    double interval =
        count < 2
            ? last.imageEnd(0)
            : (last.imageEnd(count - 1) - last.imageEnd(half - 1)) / (count - half);
    return new PipelineTrace(interval, Math.round(last.imageEnd(0)));
  }

  /** Advances whichever stage can until all have finished: no order of stages is right for all. */
  private static void play(List<RowSchedule> schedules) {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < schedules.size(); i++) {
        RowSchedule stage = schedules.get(i);
        while (stage.canAdvance(before(schedules, i), behind(schedules, i))) {
          stage.advance(before(schedules, i), behind(schedules, i));
          moved = true;
        }
      }
    }
    for (RowSchedule schedule : schedules) {
      schedule.requireFinished();
    }
  }

  private static List<RowSchedule> before(List<RowSchedule> schedules, int index) {
    return index == 0 ? List.of() : List.of(schedules.get(index - 1));
  }

  private static List<RowSchedule> behind(List<RowSchedule> schedules, int index) {
    return index == schedules.size() - 1 ? List.of() : List.of(schedules.get(index + 1));
  }
}
