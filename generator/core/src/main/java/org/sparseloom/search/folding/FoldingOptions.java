package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.ConvolutionGrid;

/**
 * What a folding search may choose and use.
 *
 * @param target what the budget is of, for messages, e.g. "Z7020"
 * @param allowed what of the hardware may be chosen
 * @param budget most resources of the whole design
 * @param intervalAtMost empty: the shortest interval that fits; else the cheapest design that takes
 *     no more cycles per image than this
 * @param effort how hard to try
 * @param sideBySide whether layers may take several pixels a beat
 */
public record FoldingOptions(
    String target,
    Allowance allowed,
    Resources budget,
    OptionalDouble intervalAtMost,
    Effort effort,
    boolean sideBySide) {
  /** How hard the search tries where several resources are scarce at once. */
  public enum Effort {
    /**
     * For the trials of a threshold search: few pixels and sizes of engines, intervals to 1 %, few
     * price steps and labels. (Without labels many a trial's interval would be much too long, which
     * hides what thresholds are worth.)
     */
    QUICK(48, 1.01, 10, 60, 2),
    /** For the design that is built. */
    FULL(384, 1.0, 40, 60, 1);

    /** Most output pixels of a layer by which its foldings are judged. */
    final int pixels;
    final double intervalRatio;
    final int priceSteps;
    final int labels;
    final double engineStep;

    Effort(int pixels, double intervalRatio, int priceSteps, int labels, double engineStep) {
      this.pixels = pixels;
      this.intervalRatio = intervalRatio;
      this.priceSteps = priceSteps;
      this.labels = labels;
      this.engineStep = engineStep;
    }

    /** Returns the channels of an engine that are looked at, ascending, each a divisor of all. */
    List<Integer> channelsPerEngine(int channels) {
      List<Integer> some = new ArrayList<>();
      for (int divisor : ConvolutionGrid.divisors(channels)) {
        if (some.isEmpty() || divisor >= engineStep * some.get(some.size() - 1)) {
          some.add(divisor);
        }
      }
      return some;
    }
  }

  /** Returns the options to fill a device as fast as can be, with all that there is. */
  public static FoldingOptions fastestOn(Device device) {
    return fastestOn(device, Allowance.ALL);
  }

  /** Returns the options to fill a device as fast as can be with what is allowed. */
  public static FoldingOptions fastestOn(Device device, Allowance allowed) {
    return new FoldingOptions(
        device.name(), allowed, allowed.of(device.budget()), OptionalDouble.empty(), Effort.FULL,
        true);
  }

  /** Returns the engines that convolutions may have. */
  public List<String> engines() {
    return allowed.engines();
  }

  public FoldingOptions withEngines(List<String> engines) {
    return new FoldingOptions(
        target, allowed.withEngines(engines), budget, intervalAtMost, effort, sideBySide);
  }

  public FoldingOptions withBudget(Resources newBudget) {
    return new FoldingOptions(target, allowed, newBudget, intervalAtMost, effort, sideBySide);
  }

  public FoldingOptions withIntervalAtMost(double cyclesPerImage) {
    return new FoldingOptions(
        target, allowed, budget, OptionalDouble.of(cyclesPerImage), effort, sideBySide);
  }

  public FoldingOptions withEffort(Effort newEffort) {
    return new FoldingOptions(target, allowed, budget, intervalAtMost, newEffort, sideBySide);
  }

  /** Returns these with or without several pixels a beat. */
  public FoldingOptions withSideBySide(boolean newSideBySide) {
    return new FoldingOptions(target, allowed, budget, intervalAtMost, effort, newSideBySide);
  }
}
