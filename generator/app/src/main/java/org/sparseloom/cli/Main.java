package org.sparseloom.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.sparseloom.file.FileReason;
import org.sparseloom.flow.Version;
import org.sparseloom.onnx.NativeCalls;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.Spelling;
import org.sparseloom.problem.UserProblem;

/** The command line's way in: turns arguments into an exit code. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    EndSignals.install();
    Terminal terminal =
        new Terminal(
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            System.console() != null && System.getenv("CI") == null);
    ExitCode code = run(Commands.all(), arguments, terminal);
    NativeCalls.endAll();
    System.exit(code.number());
  }

  /** Runs one of the commands; every failure becomes text and an exit code. */
  static ExitCode run(List<Command> commands, String[] arguments, Terminal terminal) {
    if (arguments.length == 0) {
      overview(commands, terminal.errors());
      return ExitCode.USAGE;
    }
    if (List.of("--help", "-h", "help").contains(arguments[0])) {
      if (arguments.length > 1) {
        return run(commands, new String[] {arguments[1], "--help"}, terminal);
      }
      overview(commands, terminal.out());
      return ExitCode.GOOD;
    }
    if (arguments[0].equals("--version")) {
      terminal.line("sparseloom %s", Version.text());
      return ExitCode.GOOD;
    }
    for (Command command : commands) {
      if (command.name().equals(arguments[0])) {
        return run(command, Arrays.copyOfRange(arguments, 1, arguments.length), terminal);
      }
    }
    return unknown(arguments[0], commands, terminal);
  }

  private static ExitCode unknown(String word, List<Command> commands, Terminal terminal) {
    List<String> names = commands.stream().map(Command::name).toList();
    terminal.errors().println("sparseloom: command (" + word + ") must be one of those below");
    terminal.errors().println("Maybe " + Spelling.maybe(word, names, "an option came first"));
    terminal.errors().println();
    overview(commands, terminal.errors());
    return ExitCode.USAGE;
  }

  private static ExitCode run(Command command, String[] arguments, Terminal terminal) {
    Options options = new Options();
    command.options().getOptions().forEach(options::addOption);
    options.addOption("h", "help", false, "print this text");
    if (Arrays.asList(arguments).contains("--help") || Arrays.asList(arguments).contains("-h")) {
      help(command, options, terminal.out());
      return ExitCode.GOOD;
    }
    try {
      CommandLine line = DefaultParser.builder().get().parse(options, arguments);
      if (!command.takes(line.getArgList().size())) {
        throw UserProblem.usage(
            command.name() + ": arguments (" + String.join(" ", line.getArgList()) + ") must be "
                + (command.takes(0) ? "none" : command.arguments()),
            see(command));
      }
      return command.run(line, terminal);
    } catch (UnrecognizedOptionException e) {
      List<String> known = options.getOptions().stream().map(o -> "--" + o.getLongOpt()).toList();
      terminal.errors().println(
          "sparseloom: " + command.name() + ": option (" + e.getOption() + ") must be one of "
              + String.join(", ", known));
      terminal.errors().println("Maybe " + Spelling.maybe(e.getOption(), known, see(command)));
      return ExitCode.USAGE;
    } catch (ParseException e) {
      terminal.errors().println("sparseloom: " + command.name() + ": " + e.getMessage());
      terminal.errors().println("Maybe " + see(command));
      return ExitCode.USAGE;
    } catch (UserProblem problem) {
      explanations(terminal).println("sparseloom: " + problem.text());
      return problem.exitCode();
    } catch (UncheckedIOException e) {
      PrintStream to = explanations(terminal);
      to.println("sparseloom: " + FileReason.of(e.getCause()));
      to.println("Maybe the disk is full or a folder may not be written.");
      return ExitCode.OTHER;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Not the user's mistake: the trace is what a maintainer needs.
      PrintStream to = explanations(terminal);
      to.println("sparseloom: internal error in " + command.name());
      to.println("Please report it with the command and the lines below: it is no mistake of yours.");
      e.printStackTrace(new PrintWriter(to, true));
      return ExitCode.OTHER;
    }
  }

  /**
   * Returns where failures are explained: nowhere while Ctrl-C ends the process, for that ends the
   * programs that a command waits for, and what then fails is no news.
   */
  private static PrintStream explanations(Terminal terminal) {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return terminal.errors();
    } catch (IllegalStateException ending) {
      return new PrintStream(OutputStream.nullOutputStream());
    }
  }

  private static String see(Command command) {
    return "see: sparseloom " + command.name() + " --help";
  }

  private static void overview(List<Command> commands, PrintStream to) {
    to.println("usage: sparseloom COMMAND [OPTION...]");
    to.println();
    to.println("Turns a trained CNN (ONNX) into a sparse, layer-pipelined FPGA accelerator.");
    to.println();
    for (Command command : commands) {
      to.printf("  %-20s %s%n", command.name(), command.summary());
    }
    to.printf("  %-20s %s%n", "test", "builds everything and runs all tests");
    to.println();
    to.println("Start with: sparseloom demo          Details: sparseloom COMMAND --help");
    to.println("Version: sparseloom --version");
    to.println("Exit codes: 0 good, 1 other, 2 usage, 3 model not supported, 4 does not fit the device,");
    to.println("            5 verification failed");
  }

  private static void help(Command command, Options options, PrintStream to) {
    to.println("usage: sparseloom " + (command.name() + " " + command.arguments()).strip() + " [OPTION...]");
    to.println();
    to.println(command.explanation().strip());
    to.println();
    OptionTable.print(options, to);
  }
}
