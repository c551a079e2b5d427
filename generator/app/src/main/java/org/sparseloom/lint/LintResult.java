package org.sparseloom.lint;

import java.util.List;

/**
 * What a lint said of a design: the contents of lint/lint.json.
 *
 * @param tool with version
 * @param command that was given, in the design's folder
 * @param waivers rules that the design's own files turn off
 * @param warnings and errors, a line each, in the order in which they came
 * @param seconds that it took
 */
public record LintResult(
    int formatVersion, String tool, String command, int waivers, List<String> warnings,
    double seconds) {
  /** Version of lint.json. */
  public static final int FORMAT_VERSION = 1;

  /** The file's name in a design's folder. */
  public static final String FILE = "lint/lint.json";

  public LintResult {
    warnings = List.copyOf(warnings);
  }

  /** Returns whether there was nothing to say. */
  public boolean clean() {
    return warnings.isEmpty();
  }
}
