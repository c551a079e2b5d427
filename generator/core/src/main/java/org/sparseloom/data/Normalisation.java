package org.sparseloom.data;

import java.util.List;
import java.util.OptionalDouble;
import org.sparseloom.problem.UserProblem;

/**
 * From a pixel value x of 0..255 to the network's input: (x - mean) / deviation.
 *
 * @param means one for all channels or one per channel, on the 0..255 scale
 * @param deviations likewise, each above 0
 */
public record Normalisation(List<Double> means, List<Double> deviations) {
  /** x / 255. */
  public static final Normalisation UNIT = new Normalisation(List.of(0.0), List.of(255.0));

  public Normalisation {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    boolean good =
        !means.isEmpty()
            && !deviations.isEmpty()
            && means.stream().allMatch(Double::isFinite)
            && deviations.stream().allMatch(value -> value > 0 && Double.isFinite(value));
    if (!good) {
      throw UserProblem.usage(
          "normalisation by means "
              + means
              + " and deviations "
              + deviations
              + " must have finite means and deviations above 0",
          "give them on the scale of pixel values 0..255.");
    }
  }

  /** Checks that the values fit a number of channels. */
  void check(int channels) {
    if ((means.size() != 1 && means.size() != channels)
        || (deviations.size() != 1 && deviations.size() != channels)) {
      throw UserProblem.usage(
          "normalisation by means "
              + means
              + " and deviations "
              + deviations
              + " must have one value or one for each of "
              + channels
              + " channels",
          "the images have another number of channels than you think.");
    }
  }

  float apply(int channel, int pixel) {
    return (float) ((pixel - at(means, channel)) / at(deviations, channel));
  }

  private static double at(List<Double> values, int channel) {
    return values.get(values.size() == 1 ? 0 : channel);
  }

  /** Returns 1 / deviation if one deviation counts for all channels and the means are integers. */
  OptionalDouble exactStep() {
    boolean exact =
        deviations.stream().distinct().count() == 1
            && means.stream().allMatch(mean -> mean == Math.rint(mean));
    return exact ? OptionalDouble.of(1 / deviations.get(0)) : OptionalDouble.empty();
  }
}
