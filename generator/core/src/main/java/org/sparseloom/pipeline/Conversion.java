package org.sparseloom.pipeline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.layer.LutCosts;
import org.sparseloom.layer.Unit;
import org.sparseloom.stream.StreamFormat;

/**
 * How the beats of one stream become those of another with the same values: regrouped by lanes, and if
 * the pixels side by side differ, to whole pixels, by pixels, and to lanes again.
 *
 * @param to of the same shape, or its pixels flattened into the channels of one
 */
public record Conversion(StreamFormat from, StreamFormat to) {
  /**
   * Takes beats of {@code from} parts apart into groups of the greatest common divisor of both sides,
   * one a cycle, and puts them together to beats of {@code to} parts. A part of lanes is one channel of
   * all pixels of the beat, a part of pixels one pixel with all its channels.
   *
   * @param values of a part
   * @param apart the values of a part stand one in each pixel of a beat, not next to each other
   * @param registered a register stands in front, so that the step before can go on meanwhile
   */
  public record Step(int from, int to, int values, boolean apart, boolean registered) {
    /** Returns the parts that pass in a cycle. */
    public int together() {
      return gcd(from, to);
    }

    private List<Unit> units(int bits) {
      int partBits = values * bits;
      int register = registered ? from * partBits : 0;
      return List.of(
          new Unit(
              "LaneConverter",
              1,
              Map.of(
                  "fromLanes", from,
                  "toLanes", to,
                  "bits", partBits,
                  "muxedBits", together() * partBits * LutCosts.multiplexer(from / together()),
                  "otherGroupsOut", to / together() - 1,
                  "groupsIn", from / together(),
                  "heldBits", (to - together()) * partBits + register)));
    }
  }

  /** Returns the steps, none if the streams are alike. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    if (from.pixels() == to.pixels()) {
      addLanes(steps, from.lanes(), to.lanes(), from.pixels(), false);
      return steps;
    }
    int channels = from.shape().channels();
    int together = gcd(from.pixels(), to.pixels());
    addLanes(steps, from.lanes(), channels, from.pixels(), false);
    steps.add(
        new Step(
            from.pixels(), to.pixels(), channels, false,
            !steps.isEmpty() && from.pixels() > together));
    boolean apartAgain = channels > gcd(channels, to.lanes());
    addLanes(steps, channels, to.lanes(), to.pixels(), to.pixels() > together && apartAgain);
    return steps;
  }

  private static void addLanes(
      List<Step> steps, int from, int to, int pixels, boolean registered) {
    if (from != to) {
      steps.add(new Step(from, to, pixels, true, registered));
    }
  }

  /** Returns true if there is anything to do. */
  public boolean needed() {
    return !steps().isEmpty();
  }

  /** Returns true if it holds a beat until the last part of it is taken. */
  public boolean takesApart() {
    List<Step> steps = steps();
    return !steps.isEmpty() && steps.get(0).from() > steps.get(0).together();
  }

  /** Returns the fewest cycles in which an image passes: those of the narrowest place. */
  public long cyclesPerImage() {
    long most = Math.max(from.beatsPerImage(), to.beatsPerImage());
    for (Step step : steps()) {
      most = Math.max(
          most, (long) from.shape().elements() / step.values() / step.together());
    }
    return most;
  }

  /** Returns the Verilog module: equal for equal steps. */
  public String moduleName() {
    int bits = from.format().bits();
    return from.pixels() == 1 && to.pixels() == 1
        ? "LaneConverter_" + from.lanes() + "to" + to.lanes() + "_w" + bits
        : "PixelConverter_" + from.shape().channels()
            + "_x" + from.pixels() + "l" + from.lanes()
            + "_x" + to.pixels() + "l" + to.lanes() + "_w" + bits;
  }

  /**
   * Returns its hardware units: a step selects among groups if it is given more parts than a group,
   * and holds all but the last group of a beat.
   */
  public List<Unit> units() {
    return steps().stream().flatMap(step -> step.units(from.format().bits()).stream()).toList();
  }

  private static int gcd(int a, int b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
  }
}
