package org.sparseloom.cli;

import java.io.PrintStream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Prints options one a line: name, argument, what it means. */
final class OptionTable {
  private OptionTable() {}

  static void print(Options options, PrintStream to) {
    to.println("options:");
    for (Option option : options.getOptions()) {
      String name =
          (option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ")
              + "--" + option.getLongOpt()
              + (option.hasArg() ? " " + option.getArgName() : "");
      to.printf("  %-32s %s%n", name, option.getDescription());
    }
  }
}
