package org.sparseloom.lint;

import java.util.List;

/**
 * What a lint said of a design: the contents of lint/lint.json.
 *
 * @param tool with version
 * @param command that was given, in the design's folder
 * @param waivers what the design's own files have Verilator pass over
 * @param warnings and errors, a line each, in the order in which they came
 * @param seconds that it took
 */
public record LintResult(
    int formatVersion, String tool, String command, List<Waiver> waivers, List<String> warnings,
    double seconds) {
  /** Version of lint.json. */
  public static final int FORMAT_VERSION = 2;

  /** The file's name in a design's folder. */
  public static final String FILE = "lint/lint.json";

  /**
   * A rule that is turned off.
   *
   * @param rule as Verilator names it
   * @param match files, and words of the warning, for which it is
   * @param reason why that is right
   */
  public record Waiver(String rule, String match, String reason) {}

  public LintResult {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "formatVersion (" + formatVersion + ") must be " + FORMAT_VERSION);
    }
    waivers = List.copyOf(waivers);
    warnings = List.copyOf(warnings);
  }

  /** Returns whether there was nothing to say. */
  public boolean clean() {
    return warnings.isEmpty();
  }
}
