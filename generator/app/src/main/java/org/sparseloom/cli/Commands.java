package org.sparseloom.cli;

import java.util.List;

/** The commands in the order in which a user meets them. */
final class Commands {
  private Commands() {}

  static List<Command> all() {
    return List.of(
        new InspectCommand(),
        new QuantiseCommand(),
        new DevicesCommand(),
        new SearchCommand(),
        new AblationCommand(),
        new GenerateCommand(),
        new SimulateCommand(),
        new EvaluateCommand(),
        new EstimateCommand(),
        new LintCommand(),
        new RouteCommand(),
        new CalibrateResourcesCommand(),
        new ReportCommand(),
        new BaselinesCommand(),
        new CompareCommand(),
        new DemoCommand(),
        new BenchmarkCommand(),
        new NetworksCommand());
  }
}
