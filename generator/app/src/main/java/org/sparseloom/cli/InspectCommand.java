package org.sparseloom.cli;

import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.network.NetworkSummary;
import org.sparseloom.problem.ExitCode;

/** Shows a model's layers, or everything in it that is not supported. */
final class InspectCommand implements Command {
  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String arguments() {
    return "MODEL.onnx";
  }

  @Override
  public String summary() {
    return "shows a model's layers, shapes, MACs and what is not supported";
  }

  @Override
  public String explanation() {
    return """
        Reads an ONNX model and prints its layers as the accelerator will have them (BatchNorm and
        ReLU folded), with shapes, multiply-accumulates and parameters. If anything is not
        supported, every such node is listed with its operator and the reason (exit code 3).

        Example: ./sparseloom inspect models/fashion-cnn.onnx
        """;
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) {
    Path model = Path.of(line.getArgList().get(0));
    terminal.out().print(NetworkSummary.of(NetworkImporter.read(model)).text());
    return ExitCode.GOOD;
  }
}
