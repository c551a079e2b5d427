package org.sparseloom.search.study;

/**
 * The best hardware for the thresholds of a trial.
 *
 * @param pairSparsity share of zero weight-activation pairs among all of the network, 0..1
 * @param cyclesPerImage predicted interval of the pipeline, above 0
 * @param dsp DSPs it takes
 * @param lut LUTs it takes
 */
public record FoldingOutcome(double pairSparsity, double cyclesPerImage, double dsp, double lut) {
  public FoldingOutcome {
    Trial.requireShare("pairSparsity", pairSparsity);
    if (!(cyclesPerImage >= 0) || !(dsp >= 0) || !(lut >= 0)) {
      throw new IllegalArgumentException(
          "cyclesPerImage (" + cyclesPerImage + "), dsp (" + dsp + ") and lut (" + lut
              + ") must be at least 0");
    }
  }

  /** Returns whether this takes no more cycles, DSPs and LUTs than the other. */
  public boolean isAsGoodAs(FoldingOutcome other) {
    return cyclesPerImage <= other.cyclesPerImage && dsp <= other.dsp && lut <= other.lut;
  }
}
