package org.sparseloom.cli;

import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.sparseloom.flow.ImageCount;
import org.sparseloom.problem.UserProblem;

/** Reads option values; a value that does not parse or is out of range is a UserProblem. */
final class Arguments {
  private Arguments() {}

  /** Returns an option --NAME ARGUMENT. */
  static Option option(String name, String argument, String description) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).get();
  }

  /** Returns a flag --NAME. */
  static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).get();
  }

  static Optional<String> text(CommandLine line, String name) {
    return Optional.ofNullable(line.getOptionValue(name));
  }

  static int integer(CommandLine line, String name, int otherwise, int least, int most) {
    String value = line.getOptionValue(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for both mistakes.
    }
    throw UserProblem.usage(
        "--" + name + " (" + value + ") must be a whole number from " + least + " to " + most,
        "leave it out to get " + otherwise);
  }

  /** Returns --images, or all there are but at most so many. */
  static ImageCount images(CommandLine line, int otherwise) {
    int count = integer(line, "images", otherwise, 1, Integer.MAX_VALUE);
    return new ImageCount(count, line.hasOption("images"));
  }

  static double real(CommandLine line, String name, double otherwise, double least, double most) {
    String value = line.getOptionValue(name);
    if (value == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for both mistakes.
    }
    throw UserProblem.usage(
        "--" + name + " (" + value + ") must be a number from " + least + " to " + most,
        "leave it out to get " + otherwise);
  }
}
