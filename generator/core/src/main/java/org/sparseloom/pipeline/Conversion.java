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
 * the pixels side by side differ, by pixels before or behind that.
 *
 * @param to of the same shape, or its pixels flattened into the channels of one
 */
public record Conversion(StreamFormat from, StreamFormat to) {
  /** A part of the way. */
  public sealed interface Step permits Lanes, Pixels {
    /** Returns the values that pass in a cycle. */
    int together();

    /** Returns the hardware unit for values of so many bits. */
    Unit unit(int bits);
  }

  /**
   * Takes beats of {@code from} lanes apart into groups of the greatest common divisor of both sides,
   * one a cycle, and puts them together to beats of {@code to} lanes: selects among groups if it is given
   * more lanes than a group, and holds all but the last group of a beat.
   *
   * @param pixels side by side
   */
  public record Lanes(int from, int to, int pixels) implements Step {
    /** Returns the lanes that pass in a cycle. */
    private int group() {
      return gcd(from, to);
    }

    @Override
    public int together() {
      return group() * pixels;
    }

    /** Returns true if it holds a beat until the last part of it is taken. */
    boolean takesApart() {
      return from > group();
    }

    @Override
    public Unit unit(int bits) {
      int partBits = pixels * bits;
      return new Unit(
          "LaneConverter",
          1,
          Map.of(
              "fromLanes", from,
              "toLanes", to,
              "bits", partBits,
              "muxedBits", group() * partBits * LutCosts.multiplexer(from / group()),
              "otherGroupsOut", to / group() - 1,
              "groupsIn", from / group(),
              "heldBits", (to - group()) * partBits));
    }
  }

  /**
   * Writes groups of as many pixels as the larger side has to one of two banks of LUT RAM while the other
   * one is read, so that each side goes at its own pace.
   *
   * @param from pixels of a beat in, that divide {@code to} or are its multiple
   * @param beats of a pixel
   */
  public record Pixels(int from, int to, int lanes, int beats) implements Step {
    /** Returns the pixels of a group: all memories have words of its beats. */
    public int group() {
      return Math.max(from, to);
    }

    /** Returns the pixels of a memory's word: as many as the smaller side has. */
    public int perWord() {
      return Math.min(from, to);
    }

    /** Returns how many memories there are. */
    public int memories() {
      return group() / perWord();
    }

    /** Returns the words of a memory: two banks, each a power of two of words. */
    public int words() {
      return 2 * Integer.highestOneBit(2 * beats - 1);
    }

    @Override
    public int together() {
      return perWord() * lanes;
    }

    @Override
    public Unit unit(int bits) {
      int wordBits = perWord() * lanes * bits;
      return new Unit(
          "PixelBuffer",
          1,
          Map.of(
              "ramLuts", memories() * LutCosts.memory(words(), wordBits),
              "bankMuxes", memories() * LutCosts.bankMultiplexers(words(), wordBits),
              "muxLuts", from > to ? wordBits * LutCosts.multiplexer(memories()) : 0,
              "beats", beats,
              "memories", memories()));
    }
  }

  /** Returns the steps, none if the streams are alike. */
  public List<Step> steps() {
    if (from.pixels() == to.pixels()) {
      List<Step> steps = new ArrayList<>();
      addLanes(steps, from.pixels());
      return steps;
    }
    List<Step> lanesLast = new ArrayList<>();
    addPixels(lanesLast, from.lanes());
    addLanes(lanesLast, to.pixels());
    if (from.shape().channels() % to.lanes() != 0) {
      // Beats of flattened pixels, which reach over the ends of pixels.
      return lanesLast;
    }
    List<Step> lanesFirst = new ArrayList<>();
    addLanes(lanesFirst, from.pixels());
    addPixels(lanesFirst, to.lanes());
    long first = cyclesPerImage(lanesFirst);
    long last = cyclesPerImage(lanesLast);
    // Lanes of fewer pixels are the cheaper ones to regroup.
    boolean cheaper = from.pixels() < to.pixels();
    return first < last || (first == last && cheaper) ? lanesFirst : lanesLast;
  }

  private void addLanes(List<Step> steps, int pixels) {
    if (from.lanes() != to.lanes()) {
      steps.add(new Lanes(from.lanes(), to.lanes(), pixels));
    }
  }

  /** Neither side's pixels need divide the other's. */
  private void addPixels(List<Step> steps, int lanes) {
    int common = gcd(from.pixels(), to.pixels());
    int beats = from.shape().channels() / lanes;
    if (from.pixels() > common) {
      steps.add(new Pixels(from.pixels(), common, lanes, beats));
    }
    if (to.pixels() > common) {
      steps.add(new Pixels(common, to.pixels(), lanes, beats));
    }
  }

  /** Returns true if there is anything to do. */
  public boolean needed() {
    return !steps().isEmpty();
  }

  /** Returns true if it holds a beat until the last part of it is taken. */
  public boolean takesApart() {
    List<Step> steps = steps();
    return !steps.isEmpty() && steps.get(0) instanceof Lanes lanes && lanes.takesApart();
  }

  /** Returns the fewest cycles in which an image passes: those of the narrowest place. */
  public long cyclesPerImage() {
    return cyclesPerImage(steps());
  }

  private long cyclesPerImage(List<Step> steps) {
    long most = Math.max(from.beatsPerImage(), to.beatsPerImage());
    for (Step step : steps) {
      most = Math.max(most, (long) from.shape().elements() / step.together());
    }
    return most;
  }

  /** Returns the Verilog module: equal for equal steps. */
  public String moduleName() {
    int bits = from.format().bits();
    return from.pixels() == to.pixels()
        ? "LaneConverter_" + from.lanes() + "to" + to.lanes()
            + (from.pixels() == 1 ? "" : "_x" + from.pixels()) + "_w" + bits
        : "PixelConverter_" + from.shape().channels()
            + "_x" + from.pixels() + "l" + from.lanes()
            + "_x" + to.pixels() + "l" + to.lanes() + "_w" + bits;
  }

  /** Returns its hardware units. */
  public List<Unit> units() {
    return steps().stream().map(step -> step.unit(from.format().bits())).toList();
  }

  private static int gcd(int a, int b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
  }
}
