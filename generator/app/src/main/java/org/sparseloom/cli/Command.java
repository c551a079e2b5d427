package org.sparseloom.cli;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.problem.ExitCode;

/** One command of the command line. */
interface Command {
  /** Returns what the user types, e.g. "inspect". */
  String name();

  /** Returns the positional argument as shown in the usage line, e.g. "MODEL.onnx"; "" for none. */
  String arguments();

  /** Returns whether so many positional arguments are right. */
  default boolean takes(int argumentCount) {
    return argumentCount == (arguments().isEmpty() ? 0 : 1);
  }

  /** Returns one line for the list of commands. */
  String summary();

  /** Returns a few lines that teach: what it does, what it writes, an example. */
  String explanation();

  /** Returns the options without --help. */
  Options options();

  /** Runs it; a user's mistake is thrown as UserProblem. */
  ExitCode run(CommandLine line, Terminal terminal);
}
