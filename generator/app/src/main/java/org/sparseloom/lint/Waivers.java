package org.sparseloom.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the waivers of a design: Verilator's lint_off, each below the comment that says why. */
final class Waivers {
  private static final String COMMENT = "//";
  private static final Pattern WAIVER = Pattern.compile("lint_off -rule (\\w+) (.*)");

  private Waivers() {}

  /** Returns those of a file, in its order; several below one comment have the same reason. */
  static List<LintResult.Waiver> of(List<String> lines) {
    List<LintResult.Waiver> waivers = new ArrayList<>();
    String reason = "";
    boolean open = false;
    for (String line : lines) {
      Matcher waiver = WAIVER.matcher(line);
      if (line.startsWith(COMMENT)) {
        String words = line.substring(COMMENT.length()).strip();
        reason = open ? reason + " " + words : words;
        open = true;
      } else {
        open = false;
      }
      if (waiver.matches()) {
        waivers.add(new LintResult.Waiver(waiver.group(1), waiver.group(2), reason));
      }
    }
    return waivers;
  }
}
