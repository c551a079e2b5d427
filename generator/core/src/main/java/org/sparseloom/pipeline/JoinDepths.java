package org.sparseloom.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.sparseloom.layer.Stage;
import org.sparseloom.stream.StreamFormat;

/**
 * How many pixels must find room on an edge into a stage with several inputs: those that its producer
 * gives before what they are joined with comes out of the longer branch.
 *
 * <p>Found by letting all stages run at one pace, an image per unit of time, each row beginning as
 * soon as the rows that it needs are there: then no stage ever waits for room, so that FIFOs that
 * hold what has gathered in them at any time of that schedule cannot stand still, whatever the order
 * of events really is (a network of streams is determinate: if one order gets through, each does).
 */
public final class JoinDepths {
  /**
   * Played until the ends of images, where windows reach into the padding, have all been seen; behind
   * every mean over a whole image all is another image later, or nearly two.
   */
  private static final int IMAGES = 4;

  private static final int IMAGES_PER_MEAN = 2;

  /**
   * The part of an image's time that a layer with weights may take for a single pixel: the image
   * that waits for it, and what then comes in, must be held. A folding search keeps to it
   * ({@link OnePixel}); where a design does not, images wait for each other.
   */
  static final int PIXEL_SHARE = 4;

  /** The same for a stage without engines, such as a mean or a table. */
  private static final int PLAIN_PIXEL_SHARE = 64;

  /** A pixel worked on and one on its way out; stages with engines hold one more on each side. */
  private static final int PIXELS_OF_STAGE = 2;

  private static final int PIXELS_OF_ENGINES = 4;

  /**
   * Stages that take a group of pixels side by side nearly every cycle hold one in every register between
   * input and output, about so many ({@link org.sparseloom.layer.StageLatency}). Slower ones, such as depthwise
   * ones whose pixels only share multipliers, hold fewer, which is not told apart.
   */
  private static final int REGISTERS_OF_STAGE = 8;

  private static final int REGISTERS_OF_ENGINES = 16;

  /** Room for sparse stages to run ahead or fall behind: so many pixels, or this part of a row. */
  private static final int SLACK_PIXELS = 4;

  private static final int SLACK_OF_ROW = 4;

  private static final double ROUNDING_ERROR = 1e-6;

  /** Begin and end of a stream's rows, those of all images numbered on. */
  private record Rows(int perImage, double[] begin, double[] end) {
    /** Returns the rows, or parts of them, that have passed at a time. */
    double passed(double time) {
      int at = Arrays.binarySearch(end, time);
      int done = at >= 0 ? at + 1 : -at - 1;
      boolean begun = done < end.length && begin[done] < time;
      return begun ? done + (time - begin[done]) / (end[done] - begin[done]) : done;
    }
  }

  private final List<Stage> stages;
  private final List<List<Integer>> producers;
  private final Rows source;
  private final Rows[] outputs;
  private final int images;

  private JoinDepths(List<Stage> stages, List<List<Integer>> producers) {
    this.stages = List.copyOf(stages);
    this.producers = List.copyOf(producers);
    this.images = IMAGES + IMAGES_PER_MEAN * (int) stages.stream().filter(JoinDepths::mean).count();
    this.source = source(stages.get(0).input().shape().height());
    this.outputs = new Rows[stages.size()];
    for (int stage = 0; stage < stages.size(); stage++) {
      outputs[stage] = play(stage);
    }
  }

  /**
   * Plays the stages; their folding does not matter.
   *
   * @param producers per stage, in the order of its inputs, the index of the stage that gives it, or
   *     {@link Edge#INPUT}
   */
  public static JoinDepths of(List<Stage> stages, List<List<Integer>> producers) {
    return new JoinDepths(stages, producers);
  }

  private Rows source(int height) {
    double[] begin = new double[height * images];
    double[] end = new double[height * images];
    for (int row = 0; row < begin.length; row++) {
      begin[row] = (double) row / height;
      end[row] = (double) (row + 1) / height;
    }
    return new Rows(height, begin, end);
  }

  private Rows rows(int producer) {
    return producer == Edge.INPUT ? source : outputs[producer];
  }

  private Rows play(int index) {
    Stage stage = stages.get(index);
    int height = stage.output().shape().height();
    boolean pixel = stage.output().shape().pixels() == 1;
    double pace = pixel ? ofPixel(stage) : 1.0 / height;
    double latency = pixel ? 0 : latency(stage);
    double[] begin = new double[height * images];
    double[] end = new double[height * images];
    for (int row = 0; row < begin.length; row++) {
      double from = row == 0 ? 0 : end[row - 1];
      double until = 0;
      for (int producer : producers.get(index)) {
        Rows input = rows(producer);
        int last = lastRow(stage, input, row);
        boolean streams =
            !pixel && stage.ring().isEmpty() && input.perImage() == height;
        from = Math.max(from, latency + (streams ? input.begin()[last] : input.end()[last]));
        until = Math.max(until, streams ? latency + input.end()[last] : 0);
      }
      begin[row] = from;
      end[row] = Math.max(from + pace, until);
    }
    return new Rows(height, begin, end);
  }

  /** Returns whether a stage makes a pixel of an image. */
  private static boolean mean(Stage stage) {
    return stage.output().shape().pixels() == 1 && stage.input().shape().pixels() > 1;
  }

  /** Returns the time that a stage has for a single pixel. */
  private static double ofPixel(Stage stage) {
    return 1.0 / (stage.multipliers() > 0 ? PIXEL_SHARE : PLAIN_PIXEL_SHARE);
  }

  /** Returns the pixels that move through a stage, and the converters around it, together. */
  private static int sideBySide(Stage stage) {
    return Math.max(stage.input().pixels(), stage.output().pixels());
  }

  /** Returns the time that a pixel takes from a stage's input to its output if it waits for no row. */
  private static double latency(Stage stage) {
    boolean engines = stage.multipliers() > 0;
    int side = sideBySide(stage);
    int held = (engines ? PIXELS_OF_ENGINES : PIXELS_OF_STAGE) * side;
    double slow = (double) held / stage.output().shape().pixels();
    if (side == 1) {
      return slow;
    }
    double cyclesPerImage = Math.max(groups(stage.input()), groups(stage.output()));
    return Math.max(slow, (engines ? REGISTERS_OF_ENGINES : REGISTERS_OF_STAGE) / cyclesPerImage);
  }

  private static int groups(StreamFormat stream) {
    return stream.shape().pixels() / stream.pixels();
  }

  /** Returns the last row of a stream without which an output row of a stage cannot be. */
  private static int lastRow(Stage stage, Rows input, int outputRow) {
    int height = stage.output().shape().height();
    int image = outputRow / height;
    int row = outputRow % height;
    int streamed = input.perImage() == height ? row : input.perImage() - 1;
    int needed = stage.ring().map(ring -> ring.lastInputRow(row)).orElse(streamed);
    return image * input.perImage() + Math.max(0, Math.min(input.perImage() - 1, needed));
  }

  /**
   * Returns the pixels that an edge must have room for beyond the two of every FIFO: 0 if its
   * consumer has one input only, or if this is the one that comes last.
   */
  public int pixels(int consumer, int port) {
    if (producers.get(consumer).size() < 2) {
      return 0;
    }
    Rows given = rows(producers.get(consumer).get(port));
    Rows taken = outputs[consumer];
    TreeSet<Double> times = new TreeSet<>();
    for (double[] instants : List.of(given.begin(), given.end(), taken.begin(), taken.end())) {
      Arrays.stream(instants).forEach(times::add);
    }
    double most = 0;
    for (double time : times) {
      double ratio = (double) given.perImage() / taken.perImage();
      most = Math.max(most, given.passed(time) - ratio * taken.passed(time));
    }
    Stage stage = stages.get(consumer);
    int width = stage.inputs().get(port).shape().width();
    int side = stage.inputs().get(port).pixels();
    int own = (1 + PIXELS_OF_STAGE) * side;
    double pixels = most * width;
    return pixels <= own
        ? 0
        : (int) Math.ceil(pixels - ROUNDING_ERROR)
            + Math.max(SLACK_PIXELS * side, width / SLACK_OF_ROW);
  }
}
