package org.sparseloom.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.stream.StreamFormat;

/** Which lanes, multipliers and pixels side by side a {@link DepthwiseStage} can have. */
public final class DepthwiseNumbers {
  private DepthwiseNumbers() {}

  /**
   * Refuses numbers that cannot be, naming those that are of use.
   *
   * @param lanes of the input
   * @param pixels of the input side by side
   */
  public static void requireLegal(
      Convolution layer, int lanes, int multipliersPerLane, int outputLanes, int pixels) {
    List<Integer> divisors = ConvolutionGrid.divisors(layer.outputs());
    check(
        layer, "lanes", lanes, divisors,
        "divide the channels (" + layer.outputs() + ")", "take one of the divisors ");
    int taps = layer.window().taps();
    if (multipliersPerLane < 1 || multipliersPerLane > taps) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": multipliersPerLane (" + multipliersPerLane
              + ") must be 1 to the taps of the window (" + taps + ")",
          "take one of " + usefulMultipliers(layer));
    }
    int most = mostDrainCycles(layer, lanes, multipliersPerLane, pixels);
    check(
        layer, "outputLanes", outputLanes, outputLanes(lanes, most),
        "divide the lanes (" + lanes + ") and give a beat in " + most
            + (most == 1 ? " cycle" : " cycles"),
        "take one of ");
  }

  private static void check(
      Convolution layer, String what, int value, List<Integer> legal, String must, String maybe) {
    if (!legal.contains(value)) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": " + what + " (" + value + ") must " + must, maybe + legal);
    }
  }

  /**
   * Returns for every number of cycles that a beat can take the fewest multipliers of a lane that it takes,
   * ascending.
   */
  public static List<Integer> usefulMultipliers(Convolution layer) {
    return IntStream.rangeClosed(1, layer.window().taps())
        .filter(n -> n == 1 || cyclesPerBeat(layer, n) < cyclesPerBeat(layer, n - 1))
        .boxed()
        .toList();
  }

  /** Returns the lanes out that the sums of a beat can leave in, ascending; the lanes in are among them. */
  public static List<Integer> outputLanes(
      Convolution layer, int lanes, int multipliersPerLane, int pixels) {
    return outputLanes(lanes, mostDrainCycles(layer, lanes, multipliersPerLane, pixels));
  }

  private static List<Integer> outputLanes(int lanes, int mostCycles) {
    return ConvolutionGrid.divisors(lanes).stream()
        .filter(out -> lanes / out <= mostCycles)
        .toList();
  }

  /** Returns the least cycles from one beat to the next: all that its sums may take to leave. */
  private static int mostDrainCycles(
      Convolution layer, int lanes, int multipliersPerLane, int pixels) {
    // The format of values does not matter to when a window is gathered.
    StreamFormat input =
        new StreamFormat(layer.inputShape(), lanes, NumberFormat.unsigned(1), pixels);
    return Math.max(
        new LineBuffer(layer.window(), input).gatherCycles(),
        cyclesPerBeat(layer, multipliersPerLane));
  }

  /** Returns the cycles in which the multipliers of a lane visit all taps. */
  static int cyclesPerBeat(Convolution layer, int multipliersPerLane) {
    return (layer.window().taps() + multipliersPerLane - 1) / multipliersPerLane;
  }
}
