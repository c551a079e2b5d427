package org.sparseloom.search.folding;

import java.util.List;

/**
 * Between which cycles per image the fastest design that fits can be, found from sums alone, so that
 * most foldings of a wide layer need no closer look.
 *
 * @param least no stream carries an image in fewer cycles than its pixels
 * @param most candidates with more cycles are left out
 */
record IntervalRange(double least, double most) {
  /** So many times the cycles that all multipliers of the device would need, at full use. */
  private static final double MARGIN = 16;

  /** So many times the multipliers that do everything in the least interval, zeros included. */
  private static final double MULTIPLIERS_MARGIN = 8;

  static final IntervalRange ALL = new IntervalRange(0, Double.POSITIVE_INFINITY);

  /** Returns the range for a network of these layers. */
  static IntervalRange of(List<CandidateSource> sources, FoldingOptions options) {
    double least = sources.stream().mapToLong(CandidateSource::mostPixels).max().orElse(0);
    double macs = sources.stream().mapToLong(CandidateSource::macs).sum();
    double most = MARGIN * Math.max(least, macs / Math.max(1, options.budget().dsp()));
    return new IntervalRange(least, Math.min(most, options.intervalAtMost().orElse(most)));
  }

  /** Returns whether a layer may have use for so many multipliers. */
  boolean sensible(long macs, long multipliers) {
    return least == 0 || multipliers <= Math.max(1, MULTIPLIERS_MARGIN * macs / least);
  }
}
