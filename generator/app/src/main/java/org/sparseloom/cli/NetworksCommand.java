package org.sparseloom.cli;

import static org.sparseloom.cli.Arguments.integer;
import static org.sparseloom.cli.Arguments.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.flow.NetworksFlow;
import org.sparseloom.networks.KnownNetwork;
import org.sparseloom.networks.NetworkRun;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Generates and simulates published networks whole. */
final class NetworksCommand implements Command {
  private static final int DEFAULT_IMAGES = 2;
  private static final String ROW =
      "%-40s %6s %9s %6s %10s %10s %7s %9s %8s %7s %10s  %s";

  @Override
  public String name() {
    return "networks";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public String summary() {
    return "generates and simulates published networks whole, and prints a table";
  }

  @Override
  public String explanation() {
    return """
        Takes every ONNX file of a folder that Sparseloom knows how to feed (networks/networks.json in
        its sources: images, normalisation, device, cycles per image), generates its whole accelerator
        and simulates it: every stream of every stage against the integer reference, and the steady
        interval against the predicted one for the same images. The results are written to
        FOLDER/networks.json after each network; what is there already and would come out the same is
        not done again. Exit code 5 if a value is wrong anywhere.

        Example: ./sparseloom networks --models MODELS-FOLDER --only resnet8_cifar10
        """;
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(option("models", "FOLDER", "folder of the ONNX files"));
    options.addOption(
        option("data", "FOLDER", "folder of the data sets (default: data beside the models)"));
    options.addOption(option("only", "NAMES", "of these networks only, with commas between"));
    options.addOption(
        option("images", "N", "images to simulate (default " + DEFAULT_IMAGES + ")"));
    options.addOption("o", "output", true, "folder to write (default rtl-out/networks)");
    options.getOption("output").setArgName("FOLDER");
    return options;
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Path models = models(line);
    Path data =
        Arguments.text(line, "data")
            .map(Path::of)
            .orElse(models.toAbsolutePath().normalize().resolveSibling("data"));
    List<KnownNetwork> networks = networks(line, models);
    List<NetworkRun> runs =
        new NetworksFlow(terminal.progress(), run -> say(run, terminal))
            .run(
                new NetworksFlow.Request(
                    models,
                    data,
                    networks,
                    integer(line, "images", DEFAULT_IMAGES, 2, 1000),
                    Path.of(line.getOptionValue("output", "rtl-out/networks"))));
    print(runs, terminal);
    if (runs.stream().anyMatch(run -> run.finished() && !run.bitExact())) {
      return ExitCode.VERIFICATION_FAILED;
    }
    return runs.stream().allMatch(NetworkRun::finished) ? ExitCode.GOOD : ExitCode.OTHER;
  }

  private static Path models(CommandLine line) {
    Path models =
        Arguments.text(line, "models")
            .map(Path::of)
            .orElseThrow(
                () ->
                    UserProblem.usage(
                        "--models must name a folder of ONNX files",
                        "write --models FOLDER"));
    if (!Files.isDirectory(models)) {
      throw UserProblem.usage(
          "--models (" + models + ") must be a folder", "it is somewhere else.");
    }
    return models;
  }

  private static List<KnownNetwork> networks(CommandLine line, Path models) {
    List<KnownNetwork> known = KnownNetwork.all();
    List<String> names = known.stream().map(KnownNetwork::name).toList();
    List<String> only =
        Arguments.text(line, "only").map(text -> List.of(text.split(","))).orElse(names);
    for (String name : only) {
      if (!names.contains(name)) {
        throw UserProblem.usage(
            "--only (" + name + ") must name networks of " + names, "leave it out to try all.");
      }
    }
    List<KnownNetwork> there =
        known.stream()
            .filter(network -> only.contains(network.name()))
            .filter(network -> Files.isRegularFile(models.resolve(network.file())))
            .toList();
    if (there.isEmpty()) {
      throw UserProblem.usage(
          "--models (" + models + ") must hold at least one file of "
              + known.stream().map(KnownNetwork::file).toList(),
          "the files have other names.");
    }
    return there;
  }

  private static void say(NetworkRun run, Terminal terminal) {
    terminal.errors().println(
        "sparseloom: " + run.name() + ": "
            + (run.finished()
                ? run.bitExact() ? "bit-exact" : "wrong: " + run.faults()
                : run.problem()));
  }

  private static void print(List<NetworkRun> runs, Terminal terminal) {
    terminal.line(
        ROW, "network", "layers", "MMACs", "mult.", "predicted", "simulated", "differs",
        "generate", "build", "run", "cycles/s", "");
    for (NetworkRun run : runs) {
      if (!run.finished()) {
        terminal.line("%-40s %s", run.name(), run.problem().lines().findFirst().orElse(""));
        continue;
      }
      terminal.line(
          ROW,
          run.name(),
          run.layers(),
          text("%.1f", run.macs() / 1e6),
          run.multipliers(),
          text("%.0f", run.predictedCycles()),
          text("%.0f", run.simulatedCycles()),
          text("%+.1f %%", run.differencePercent()),
          text("%.1f s", run.generateSeconds()),
          text("%.1f s", run.buildSeconds()),
          text("%.1f s", run.runSeconds()),
          text("%.0f", run.cyclesPerSecond()),
          run.bitExact() ? "bit-exact, " + run.images() + " images" : "WRONG");
    }
  }

  private static String text(String format, double value) {
    return String.format(java.util.Locale.ROOT, format, value);
  }
}
