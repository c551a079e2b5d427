package org.sparseloom.cli;

import java.io.PrintStream;

/** The command line's way in: turns arguments into an exit code. */
public final class Main {
  /** What the user asked for cannot be understood. */
  static final int USAGE_ERROR = 2;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.err));
  }

  /**
   * Runs one command.
   *
   * @return the exit code: 0 for success, 2 for a command that does not exist
   */
  static int run(String[] arguments, PrintStream errors) {
    if (arguments.length > 0) {
      errors.println("sparseloom: command (" + arguments[0] + ") must be one of those below");
    }
    errors.println("usage: sparseloom COMMAND [OPTION...]");
    errors.println("  test    builds everything and runs all tests");
    return USAGE_ERROR;
  }
}
