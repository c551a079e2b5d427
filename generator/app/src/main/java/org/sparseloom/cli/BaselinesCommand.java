package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.option;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.baselines.Baseline;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Lists designs that others have published. */
final class BaselinesCommand implements Command {
  @Override
  public String name() {
    return "baselines";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public String summary() {
    return "lists published designs with the source of each figure";
  }

  @Override
  public String explanation() {
    return """
        Lists accelerators that others have published: network, part, images per second, accuracy and
        resources as their sources give them (baselines/baselines.json in the sources of Sparseloom), and
        images per cycle and DSP or thousand LUTs worked out from these. `compare` puts designs of your
        own beside them.

        Example: ./sparseloom baselines --network resnet8_cifar10
        """;
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(option("network", "NAME", "only those that may stand beside this network"));
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Optional<String> network = Arguments.text(line, "network");
    List<Baseline> baselines = network.map(Baseline::of).orElseGet(Baseline::all);
    if (baselines.isEmpty()) {
      throw UserProblem.usage(
          "--network (" + network.orElseThrow() + ") must be one that a published design is known for",
          "leave it out to see all.");
    }
    FiguresTable.print(baselines.stream().map(Baseline::design).toList(), terminal);
    terminal.line("");
    baselines.forEach(
        baseline ->
            terminal.line(
                "%s: %s. Source: %s",
                baseline.design().name(), baseline.method(), baseline.source()));
    return ExitCode.GOOD;
  }
}
