package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    return played(
        pipeline, images.stream().map(image -> ImageLoad.of(pipeline, image)).toList(), count);
  }

  /** As {@link #of}, for what the images ask of the stages. */
  public static PipelineTrace played(Pipeline pipeline, List<ImageLoad> images, int count) {
    return played(pipeline, images, count, Math.max(0, count / 2 - 1));
  }

  /**
   * Plays images once and times them as testbenches do: from the end of the first one to that of the
   * last, or from that of the second one if there are at least four.
   */
  public static PipelineTrace measured(Pipeline pipeline, List<ImageLoad> images) {
    return played(pipeline, images, images.size(), images.size() < 4 ? 0 : 1);
  }

  private static PipelineTrace played(
      Pipeline pipeline, List<ImageLoad> images, int count, int from) {
    List<RowSchedule> schedules = new ArrayList<>();
    for (int i = 0; i < pipeline.stages().size(); i++) {
      int stage = i;
      List<double[]> rows =
          images.stream()
              .map(image -> atLeast(leastRowCycles(pipeline, stage), image.stages().get(stage)))
              .toList();
      schedules.add(new RowSchedule(pipeline.stages().get(stage), rows, count));
    }
    play(pipeline, schedules);
    RowSchedule last = schedules.get(schedules.size() - 1);
    double interval =
        count < 2
            ? last.imageEnd(0)
            : (last.imageEnd(count - 1) - last.imageEnd(from)) / (count - 1 - from);
    return new PipelineTrace(interval, Math.round(last.imageEnd(0)));
  }

  /** Returns the cycles in which the connections in front of a stage bring what a row of it needs. */
  private static double leastRowCycles(Pipeline pipeline, int stage) {
    long cycles =
        pipeline.into(stage).stream().mapToLong(edge -> edge.fifo().cyclesPerImage()).max().orElse(0);
    return (double) cycles / pipeline.stages().get(stage).output().shape().height();
  }

  private static double[] atLeast(double least, ImageLoad.StageLoad load) {
    return Arrays.stream(load.rowCycles()).map(cycles -> Math.max(least, cycles)).toArray();
  }

  /** Advances whichever stage can until all have finished: no order of stages is right for all. */
  private static void play(Pipeline pipeline, List<RowSchedule> schedules) {
    List<List<RowSchedule>> before = new ArrayList<>();
    List<List<RowSchedule.Consumer>> behind = new ArrayList<>();
    for (int i = 0; i < schedules.size(); i++) {
      before.add(before(pipeline, schedules, i));
      behind.add(behind(pipeline, schedules, i));
    }
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < schedules.size(); i++) {
        RowSchedule stage = schedules.get(i);
        while (stage.canAdvance(before.get(i), behind.get(i))) {
          stage.advance(before.get(i), behind.get(i));
          moved = true;
        }
      }
    }
    for (RowSchedule schedule : schedules) {
      schedule.requireFinished();
    }
  }

  private static List<RowSchedule> before(
      Pipeline pipeline, List<RowSchedule> schedules, int index) {
    return pipeline.into(index).stream()
        .filter(edge -> edge.producer() != Edge.INPUT)
        .map(edge -> schedules.get(edge.producer()))
        .toList();
  }

  private static List<RowSchedule.Consumer> behind(
      Pipeline pipeline, List<RowSchedule> schedules, int index) {
    return pipeline.outOf(index).stream()
        .map(
            edge ->
                new RowSchedule.Consumer(
                    schedules.get(edge.consumer()), rowsOf(edge.fifo())))
        .toList();
  }

  /** Returns the producer's rows that find room in a FIFO beyond the two pixels that each has. */
  private static int rowsOf(Fifo fifo) {
    int beatsPerPixel = fifo.to().beatsPerPixel();
    return (int)
        (Math.max(0, fifo.depth() - 2 * beatsPerPixel) / Math.max(1, fifo.beatsPerRow()));
  }
}
