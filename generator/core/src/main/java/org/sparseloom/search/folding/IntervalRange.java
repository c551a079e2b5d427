package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.layer.ConvolutionDenseStage;

/**
 * Between which cycles per image the fastest design that fits can be, found from sums alone, so that
 * most foldings of a wide layer need no closer look.
 *
 * @param least no stream carries an image in fewer cycles
 * @param most candidates with more cycles are left out
 * @param enough nothing is faster, or need be: fewer cycles of a candidate are worth no more
 * @param hurry an interval that is asked for, or that is shorter than any that the multipliers allow:
 *     layers take more pixels side by side until they keep up with it
 * @param pixelsOfLists layers without need for any pixels side by side may take so many: engines that
 *     walk lists multiply a weight with two
 */
record IntervalRange(
    double least, double most, double enough, double hurry, int pixelsOfLists) {
  /** So many times the cycles that all multipliers of the device would need, at full use. */
  private static final double MARGIN = 16;

  /** So many times the multipliers that do everything in the least interval, zeros included. */
  private static final double MULTIPLIERS_MARGIN = 8;

  /** Engines that skip need no fewer multipliers than for this part of the pairs. */
  private static final double LEAST_SHARE_OF_PAIRS = 0.25;

  /** Multipliers per pair and cycle if two products share each. */
  private static final double PACKED = 0.5;

  /** More pixels side by side are line buffers that no clock would bear. */
  private static final int MOST_PIXELS = 8;

  /** Reading the first window of every row takes cycles beside those of its pixels. */
  private static final double ROW_STARTS = 1.1;

  private static final int PIXELS_OF_MULTIPLIER = 2;

  /** Leaves nothing out, and has no use for pixels side by side. */
  static final IntervalRange ALL =
      new IntervalRange(0, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 1);

  /** Returns the range for a network of these layers. */
  static IntervalRange of(List<CandidateSource> sources, FoldingOptions options) {
    double macs = sources.stream().mapToLong(CandidateSource::macs).sum();
    double perMultiplier = macs / Math.max(1, options.budget().dsp());
    double share =
        options.engines().equals(List.of(ConvolutionDenseStage.ENGINE))
            ? PACKED
            : PACKED * LEAST_SHARE_OF_PAIRS;
    double hurry =
        options.sideBySide()
            ? options.intervalAtMost().orElse(share * perMultiplier)
            : Double.POSITIVE_INFINITY;
    double least = 0;
    for (CandidateSource source : sources) {
      List<Integer> pixels = pixels(source, hurry);
      least = Math.max(least, (double) source.mostPixels() / pixels.get(pixels.size() - 1));
    }
    double most = MARGIN * Math.max(least, perMultiplier);
    return new IntervalRange(
        least,
        Math.min(most, options.intervalAtMost().orElse(most)),
        options.intervalAtMost().orElse(least),
        hurry,
        1);
  }

  /** Returns the same with two pixels side by side for engines that walk lists, and all around them. */
  IntervalRange withLists() {
    return new IntervalRange(least, most, enough, hurry, PIXELS_OF_MULTIPLIER);
  }

  /** Returns the same without candidates that take more cycles than these. */
  IntervalRange within(double cycles) {
    return new IntervalRange(least, Math.min(most, cycles), enough, hurry, pixelsOfLists);
  }

  /** Returns the range that leaves nothing out but pixels side by side that are of no use. */
  IntervalRange unbounded() {
    return new IntervalRange(0, Double.POSITIVE_INFINITY, enough, hurry, pixelsOfLists);
  }

  /** Returns the pixels side by side that a layer may have use for, ascending, 1 always. */
  List<Integer> pixels(CandidateSource source) {
    return pixels(source, hurry);
  }

  /** Returns those and the ones that lists have use for. */
  List<Integer> pixelsWithLists(CandidateSource source) {
    List<Integer> useful = pixels(source);
    return source.pixelCounts().stream()
        .filter(pixels -> pixels <= pixelsOfLists || useful.contains(pixels))
        .toList();
  }

  private static List<Integer> pixels(CandidateSource source, double hurry) {
    List<Integer> useful = new ArrayList<>();
    for (int pixels : source.pixelCounts()) {
      int before = useful.isEmpty() ? 0 : useful.get(useful.size() - 1);
      boolean keepsUp = before > 0 && ROW_STARTS * source.mostPixels() / before <= hurry;
      if (!keepsUp && pixels <= MOST_PIXELS) {
        useful.add(pixels);
      }
    }
    return useful;
  }

  /** Returns whether a layer may have use for so many multipliers. */
  boolean sensible(long macs, long multipliers) {
    return least == 0 || multipliers <= Math.max(1, MULTIPLIERS_MARGIN * macs / least);
  }
}
