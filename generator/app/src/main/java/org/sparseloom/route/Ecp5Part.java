package org.sparseloom.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sparseloom.problem.UserProblem;

/** A Lattice ECP5 (LFE5U, speed grade 6) in its package with the most pins. */
public enum Ecp5Part {
  ECP5_25("--25k", "CABGA381"),
  ECP5_45("--45k", "CABGA554"),
  ECP5_85("--85k", "CABGA756");

  private final String size;
  private final String housing;

  Ecp5Part(String size, String housing) {
    this.size = size;
    this.housing = housing;
  }

  /** Returns the word of the command line, e.g. "ECP5-85". */
  public String word() {
    return name().replace('_', '-');
  }

  /** Returns the option of nextpnr-ecp5 that says how large it is. */
  String size() {
    return size;
  }

  /** Returns the package. */
  String housing() {
    return housing;
  }

  /** Returns the part of a word. */
  public static Ecp5Part parse(String word) {
    return Arrays.stream(values())
        .filter(part -> part.word().equals(word.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                UserProblem.usage(
                    "device (" + word + ") must be one of "
                        + Arrays.stream(values()).map(Ecp5Part::word).collect(Collectors.joining(", ")),
                    "take --device ECP5-85, the largest"));
  }
}
