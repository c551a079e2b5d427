package org.sparseloom.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sparseloom.layer.ImportSite;
import org.sparseloom.layer.ImportedLayer;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxReader;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxValue;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;

/**
 * Makes a Network of an ONNX model: simplifying passes, then one layer per node left. Everything
 * that is not supported is collected and reported at once.
 */
public final class NetworkImporter {
  private static final List<GraphPass> PASSES =
      List.of(
          new FoldConstants(),
          new ExpandSplit(),
          new DropIdentity(),
          new DropFinalSoftmax(),
          new FoldTranspose(),
          new FoldFlatten(),
          new DropUnused(),
          new MergeMatMulAdd(),
          new FoldBatchNorm(),
          new FoldPad(),
          new ExpandTransposedConvolution(),
          new FoldNonlinearity(),
          new TurnProducts(),
          new FoldActivation(),
          new OrderDepthToSpace());

  private final OnnxModel model;
  private final OnnxShapes shapes;
  private final LayerNames names = new LayerNames();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, FloatKernel> parameters = new HashMap<>();
  private final Map<String, String> layerOfTensor = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final GivenQuantisationImport given;

  private NetworkImporter(OnnxModel model, OnnxShapes shapes, TakenQuantisation taken) {
    this.model = model;
    this.shapes = shapes;
    given = new GivenQuantisationImport(taken, problems::add);
  }

  /**
   * Reads and imports an ONNX file.
   *
   * @throws UserProblem USAGE if the file is missing or not ONNX; MODEL_NOT_SUPPORTED with one line
   *     for every node and reason
   */
  public static Network read(Path file) {
    return of(OnnxReader.read(file));
  }

  /** Imports a model that was read already; as {@link #read}. */
  public static Network of(OnnxModel model) {
    OnnxGraph graph = model.graph();
    List<String> notes = new ArrayList<>();
    checkEnds(graph);
    OnnxShapes shapes = OnnxShapes.measureIfPossible(model);
    TakenQuantisation taken = QuantisationNodes.takenOut(graph, shapes);
    if (!taken.problems().isEmpty()) {
      throw new UserProblem(
          ExitCode.MODEL_NOT_SUPPORTED,
          summary(model.name(), taken.problems()),
          "export it again with symmetric activations and weights (zero points 0), or in float: then"
              + " scales are calibrated.");
    }
    graph = taken.graph();
    for (GraphPass pass : PASSES) {
      GraphPass.Result result = pass.apply(graph, shapes);
      graph = result.graph();
      notes.addAll(result.notes());
      shapes = shapes.with(result.dimensions());
    }
    return new NetworkImporter(model, shapes, taken).convert(graph, notes);
  }

  private static void checkEnds(OnnxGraph graph) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw notSupported(
          graph.name(),
          List.of(
              "it has "
                  + graph.inputs().size()
                  + " inputs and "
                  + graph.outputs().size()
                  + " outputs, but must have one of each"));
    }
    OnnxValue input = graph.inputs().get(0);
    int rank = input.dimensions().size();
    boolean fixed = input.dimensions().stream().skip(1).allMatch(extent -> extent > 0);
    if ((rank != 2 && rank != 4) || !fixed) {
      throw notSupported(
          graph.name(),
          List.of(
              "its input '"
                  + input.name()
                  + "' ("
                  + input.dimensions()
                  + ", 0 = unknown) must be batch x channels x height x width or batch x features,"
                  + " fixed but for the batch"));
    }
  }

  private Network convert(OnnxGraph graph, List<String> notes) {
    OnnxValue input = graph.inputs().get(0);
    layerOfTensor.put(input.name(), Network.INPUT);
    // The same images, if a transposition to channels first was folded away.
    layerOfTensor.put(model.graph().inputs().get(0).name(), Network.INPUT);
    for (OnnxNode node : graph.nodes()) {
      Optional<LayerKind> kind = LayerKinds.importing(node.operator());
      if (kind.isPresent()) {
        convert(graph, node, kind.get());
      } else if (!shapes.dimensions().isEmpty()
          || !FoldFlatten.OPERATORS.contains(node.operator())) {
        problems.add(problem(node, Unsupported.reason(graph, node)));
      }
    }
    if (problems.isEmpty() && shapes.dimensions().isEmpty()) {
      OnnxShapes.measure(model); // Fails again, this time with ONNX Runtime's words.
    }
    if (problems.isEmpty() && nodes.isEmpty()) {
      problems.add("it has no layer that computes anything");
    }
    GivenQuantisation quantisation =
        problems.isEmpty() ? given.of(nodes, layerOfTensor) : GivenQuantisation.NONE;
    if (!problems.isEmpty()) {
      throw notSupported(model.name(), problems);
    }
    Shape shape = shapes.shape(input.name()).orElseThrow();
    return DealChannels.of(
        new Network(model.name(), shape, nodes, parameters, notes, quantisation));
  }

  private void convert(OnnxGraph graph, OnnxNode node, LayerKind kind) {
    List<String> tensors =
        kind.streams(node).stream().filter(name -> graph.constant(name).isEmpty()).toList();
    List<Shape> inputs =
        tensors.stream().map(shapes::shape).flatMap(Optional::stream).toList();
    Optional<Shape> output = shapes.shape(node.output());
    if (tensors.isEmpty() || inputs.size() < tensors.size() || output.isEmpty()) {
      if (!shapes.dimensions().isEmpty()) {
        problems.add(
            problem(
                node,
                "its input and output must be feature maps (4 dimensions) or"
                    + " vectors (2 dimensions)"));
      }
      return;
    }
    String name = names.unique(node.name());
    ImportSite site =
        new ImportSite(
            name,
            node,
            graph,
            inputs,
            output.get(),
            given.activation(node),
            reason -> problems.add(problem(node, reason)));
    Optional<ImportedLayer> imported = kind.fromOnnx(site);
    if (imported.isEmpty()) {
      return;
    }
    Shape computed = imported.get().layer().outputShape();
    if (!computed.equals(output.get())) {
      problems.add(
          problem(
              node,
              "its output is "
                  + output.get()
                  + ", but "
                  + computed
                  + " without ceil_mode, which must change nothing"));
      return;
    }
    List<String> producers =
        tensors.stream()
            .map(tensor -> layerOfTensor.getOrDefault(tensor, "unsupported"))
            .toList();
    nodes.add(new Node(imported.get().layer(), producers));
    layerOfTensor.put(node.output(), name);
    String watched = node.text(FoldActivation.WATCH, node.output());
    imported
        .get()
        .kernel()
        .ifPresent(
            kernel -> {
              given.claimWeights(name, node, kernel);
              parameters.put(
                    name,
                    new FloatKernel(
                        kernel.weights(), kernel.biases(), watched, kernel.weightTensor()));
            });
  }

  /** Returns what is wrong with a node as a line of the report. */
  static String problem(OnnxNode node, String reason) {
    return "node '" + node.name() + "', operator " + node.operator() + ": " + reason;
  }

  private static String summary(String network, List<String> problems) {
    StringBuilder text =
        new StringBuilder("network " + network + " cannot be imported (")
            .append(problems.size() == 1 ? "1 problem" : problems.size() + " problems")
            .append("):");
    problems.forEach(problem -> text.append("\n  ").append(problem));
    return text.toString();
  }

  private static UserProblem notSupported(String network, List<String> problems) {
    TreeSet<String> operators = new TreeSet<>();
    LayerKinds.all().forEach(kind -> operators.addAll(kind.operators()));
    return new UserProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        summary(network, problems),
        "export the model with other operators; layers are made of "
            + operators
            + ", BatchNormalization, Relu and Clip from 0 to 6 behind them, and Flatten or Reshape to"
            + " a vector.");
  }
}
