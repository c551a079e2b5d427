package org.sparseloom.models;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Command line: trains a network, writes its ONNX file, and says how good that file is. */
public final class Main {

  private static final String DEFAULT_DATA = "/usr/share/datasets/fashion-mnist";
  private static final int TRAINING_IMAGES = 55_000;
  private static final int VALIDATION_END = 60_000;

  private final CommandLine arguments;
  private final PrintStream out;
  private final OnnxAccuracy runner;

  private Main(CommandLine arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
    this.runner = new OnnxAccuracy(integer("threads", 2));
  }

  /**
   * Exit code 0 if all went well, 2 for wrong arguments, missing data or a file that cannot be
   * written.
   */
  public static void main(String[] arguments) {
    try {
      CommandLine parsed = new DefaultParser().parse(options(), arguments);
      if (parsed.hasOption("help")) {
        new HelpFormatter().printHelp("models", options());
        return;
      }
      new Main(parsed, System.out).run();
    } catch (ParseException | IllegalArgumentException | IOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (OrtException e) {
      System.err.println("ONNX Runtime refused the model: " + e.getMessage());
      System.exit(2);
    }
  }

  private static Options options() {
    return new Options()
        .addOption(option("network", "NAME", "fashion-cnn (default), fashion-mlp, fashion-tiny or fashion-graph"))
        .addOption(option("epochs", "COUNT", "passes over the training images"))
        .addOption(option("seed", "NUMBER", "seed of all randomness (default 1)"))
        .addOption(option("output", "FILE", "ONNX file to write (default NAME.onnx)"))
        .addOption(
            option("data", "FOLDER", "IDX files of Fashion-MNIST (default " + DEFAULT_DATA + ")"))
        .addOption(option("threads", "COUNT", "processor threads (default 2)"))
        .addOption(option("weight-penalty", "FACTOR", "sparsity penalty on weights"))
        .addOption(option("activation-penalty", "FACTOR", "sparsity penalty on ReLU outputs"))
        .addOption(option("check", "FILE", "train nothing; judge this ONNX file"))
        .addOption(Option.builder().longOpt("help").desc("print this").build());
  }

  private static Option option(String name, String argument, String description) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).build();
  }

  private void run() throws IOException, OrtException {
    Path data = Path.of(arguments.getOptionValue("data", DEFAULT_DATA));
    IdxImages train = IdxImages.read(data, "train");
    IdxImages validation = train.slice(TRAINING_IMAGES, VALIDATION_END);
    IdxImages test = IdxImages.read(data, "t10k");
    if (arguments.hasOption("check")) {
      report(Path.of(arguments.getOptionValue("check")), validation, test);
      return;
    }
    Network network = network();
    Path file = Path.of(arguments.getOptionValue("output", network.name() + ".onnx"));
    train(network, train.slice(0, TRAINING_IMAGES), validation, file);
    report(file, validation, test);
  }

  private Network network() {
    Network network = Networks.named(arguments.getOptionValue("network", "fashion-cnn"));
    TrainingRecipe recipe = network.recipe();
    return network.withRecipe(
        recipe
            .withEpochs(integer("epochs", recipe.epochs()))
            .withPenalties(
                real("weight-penalty", recipe.weightPenalty()),
                real("activation-penalty", recipe.activationPenalty())));
  }

  private void train(Network network, IdxImages training, IdxImages validation, Path file)
      throws IOException {
    // DJL reads these once, when PyTorch is loaded; offline because its libraries are on the class
    // path.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(integer("threads", 2)));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    int seed = integer("seed", 1);
    out.printf("%s, seed %d, %s%n", network.name(), seed, network.recipe());
    try (NetworkTrainer trainer = new NetworkTrainer(network, training, seed)) {
      trainer.train(validation, out::println);
      writeWhole(OnnxWriter.model(network, trainer.block()), file);
    }
  }

  /** Either the whole file appears or, if writing fails, what was there stays. */
  private static void writeWhole(ModelProto model, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".part");
    try {
      Files.write(unfinished, model.toByteArray());
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static ModelProto read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file.\nMaybe train it first?");
    }
    try {
      return ModelProto.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(file + ": not an ONNX model.\nMaybe another file was meant?", e);
    }
  }

  private void report(Path file, IdxImages validation, IdxImages test)
      throws IOException, OrtException {
    ModelProto model = read(file);
    SparsityCheck check = new SparsityCheck(model);
    out.printf("%s: %d bytes, judged by ONNX Runtime%n", file.getFileName(), Files.size(file));
    line("as trained", model, validation, test);
    List<String> nodes = check.weightNodes();
    for (String node : nodes) {
      line(
          "50 %% of %s zero".formatted(node),
          check.withPrunedWeights(List.of(node), 0.5),
          validation,
          test);
    }
    for (double share : List.of(0.3, 0.5, 0.7)) {
      line(
          "%.0f %% of every layer's weights zero".formatted(100 * share),
          check.withPrunedWeights(nodes, share),
          validation,
          test);
    }
    IdxImages calibration = validation.slice(0, Math.min(1000, validation.count()));
    for (Map.Entry<String, Double> zeros : check.zeroActivations(runner, calibration).entrySet()) {
      out.printf("  %s: %.1f %% zero%n", zeros.getKey(), 100 * zeros.getValue());
    }
    for (double share : List.of(0.6, 0.7, 0.8)) {
      line(
          "%.0f %% of every ReLU's outputs zero".formatted(100 * share),
          check.withThresholds(runner, calibration, share),
          validation,
          test);
    }
  }

  private void line(String what, ModelProto model, IdxImages validation, IdxImages test)
      throws OrtException {
    out.printf(
        "  %-40s validation %.2f %%  test %.2f %%%n",
        what, 100 * runner.top1(model, validation), 100 * runner.top1(model, test));
  }

  private int integer(String option, int defaultValue) {
    try {
      return Integer.parseInt(arguments.getOptionValue(option, String.valueOf(defaultValue)));
    } catch (NumberFormatException e) {
      throw notANumber(option, "a whole number");
    }
  }

  private float real(String option, float defaultValue) {
    try {
      return Float.parseFloat(arguments.getOptionValue(option, String.valueOf(defaultValue)));
    } catch (NumberFormatException e) {
      throw notANumber(option, "a number");
    }
  }

  private IllegalArgumentException notANumber(String option, String what) {
    return new IllegalArgumentException(
        "--%s (%s) must be %s.\nMaybe see --help?"
            .formatted(option, arguments.getOptionValue(option), what));
  }
}
