package org.sparseloom.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.device.Resources;

/**
 * Finds the FIFOs that need room for rows. A stage whose windows go by two rows works on every second
 * row that it is given, one with zeros to skip has fast rows and slow ones: while it works its producer
 * must wait, and waits for it in turn, so that a pipeline of stages that are about equally slow takes
 * longer than the slowest of them. Room for some rows between two stages ends that.
 *
 * <p>Images are played row by row ({@link PipelineTrace}) with the same room everywhere, then room is
 * taken away wherever the interval stays as it is. One object is for one search.
 */
public final class FifoRowSearch {
  /** Rows of room that are tried, the same in all FIFOs. */
  private static final List<Integer> ROWS = List.of(1, 2, 4, 8);

  /** Gains below this share of the interval are not worth the memory. */
  private static final double LEAST_GAIN = 0.005;

  /** What of the interval may be lost again where room is taken away. */
  private static final double TOLERANCE = 0.001;

  private final Pipeline pipeline;
  private final List<ImageLoad> images;

  /** Rows by edge, in the order of the pipeline's edges. */
  private final int[] rows;

  private FifoRowSearch(Pipeline pipeline, List<ImageLoad> images) {
    this.pipeline = pipeline;
    this.images = List.copyOf(images);
    this.rows = new int[pipeline.edges().size()];
  }

  /**
   * Returns rows that make a pipeline's interval as short as room for rows can, within the budget.
   *
   * @param pipeline without room for rows
   * @param images what some images ask of its stages
   */
  public static FifoRows of(Pipeline pipeline, List<ImageLoad> images, Resources budget) {
    FifoRowSearch search = new FifoRowSearch(pipeline, images);
    search.find();
    search.fit(budget);
    return search.found();
  }

  private void find() {
    double without = interval();
    Arrays.fill(rows, ROWS.get(ROWS.size() - 1));
    double shortest = interval();
    if (without <= shortest * (1 + LEAST_GAIN)) {
      Arrays.fill(rows, 0);
      return;
    }
    double goal = shortest * (1 + TOLERANCE);
    int next = 0;
    do {
      Arrays.fill(rows, ROWS.get(next));
      next++;
    } while (interval() > goal);
    takeAway(dearestFirst(), goal);
  }

  private double interval() {
    return PipelineTrace.played(deepened(), images, 2 * images.size()).cyclesPerImage();
  }

  private Pipeline deepened() {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      Edge edge = pipeline.edges().get(i);
      edges.add(edge.with(edge.fifo().withRows(rows[i])));
    }
    return new Pipeline(pipeline.network(), pipeline.device(), pipeline.stages(), edges);
  }

  private List<Integer> dearestFirst() {
    return IntStream.range(0, rows.length)
        .boxed()
        .sorted(Comparator.comparingLong(this::rowBits).reversed())
        .toList();
  }

  private long rowBits(int edge) {
    Fifo fifo = pipeline.edges().get(edge).fifo();
    return fifo.beatsPerRow() * fifo.to().widthBits();
  }

  /** Takes all rows of some edges, or of as many of them as the goal allows: most need none. */
  private void takeAway(List<Integer> edges, double goal) {
    int most = rows[edges.get(0)];
    edges.forEach(edge -> rows[edge] = 0);
    if (interval() <= goal) {
      return;
    }
    edges.forEach(edge -> rows[edge] = most);
    if (edges.size() == 1) {
      leave(edges.get(0), most, goal);
    } else {
      takeAway(edges.subList(0, edges.size() / 2), goal);
      takeAway(edges.subList(edges.size() / 2, edges.size()), goal);
    }
  }

  /** Leaves an edge the fewest rows with which the goal is reached. */
  private void leave(int edge, int most, double goal) {
    rows[edge] = 1;
    while (rows[edge] < most && interval() > goal) {
      rows[edge]++;
    }
  }

  /** Takes the rows of the dearest edges away until the pipeline fits. */
  private void fit(Resources budget) {
    PipelineEstimator estimator = PipelineEstimator.forFamily(pipeline.device().family());
    for (int edge : dearestFirst()) {
      if (rows[edge] > 0 && !estimator.resources(deepened()).fitsIn(budget)) {
        rows[edge] = 0;
      }
    }
  }

  private FifoRows found() {
    List<List<Integer>> byStage = new ArrayList<>();
    for (int stage = 0; stage < pipeline.stages().size(); stage++) {
      List<Integer> ofStage = new ArrayList<>();
      for (int edge = 0; edge < rows.length; edge++) {
        if (pipeline.edges().get(edge).consumer() == stage) {
          ofStage.add(rows[edge]);
        }
      }
      boolean any = ofStage.stream().anyMatch(number -> number > 0);
      byStage.add(any ? ofStage : List.of());
    }
    return new FifoRows(byStage);
  }
}
