package org.sparseloom.flow;

import org.sparseloom.data.ImageSet;
import org.sparseloom.problem.UserProblem;

/**
 * How many images of a set are taken, the first ones.
 *
 * @param count of them
 * @param asked there must be as many; else all are taken if there are fewer
 */
public record ImageCount(int count, boolean asked) {
  /** Returns a number that was asked for. */
  public static ImageCount of(int count) {
    return new ImageCount(count, true);
  }

  /** Returns the images; a usage problem with --images if as many were asked for as there are not. */
  ImageSet first(ImageSet all) {
    if (asked && count > all.size()) {
      throw UserProblem.usage(
          "--images (" + count + ") must be at most the " + all.size() + " images of "
              + all.description(),
          "give a larger set with --data.");
    }
    return all.range(0, Math.min(count, all.size()));
  }
}
