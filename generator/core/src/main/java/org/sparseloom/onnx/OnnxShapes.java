package org.sparseloom.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;

/**
 * The shape of every float tensor of a model for one image, found by one run of ONNX Runtime with
 * all intermediate tensors as outputs: no shape inference of our own can disagree with it.
 *
 * @param dimensions without the batch, by tensor name
 * @param constants values of the tensors that are computed of constants alone, by tensor name
 */
public record OnnxShapes(Map<String, List<Long>> dimensions, Map<String, OnnxTensor> constants) {
  public OnnxShapes {
    dimensions = Map.copyOf(dimensions);
    constants = Map.copyOf(constants);
  }

  /** Runs the model once on zeros. */
  public static OnnxShapes measure(OnnxModel model) {
    OnnxGraph graph = model.graph();
    OnnxValue input = graph.inputs().get(0);
    long[] dimensions = input.dimensions().stream().mapToLong(Long::longValue).toArray();
    dimensions[0] = 1;
    int elements = (int) Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
    OnnxRewriter rewriter = new OnnxRewriter(model);
    graph.nodes().stream()
        .flatMap(node -> node.outputs().stream())
        .filter(output -> !output.isEmpty())
        .forEach(rewriter::addOutput);
    rewriter.makeBatchDynamic();
    Map<String, List<Long>> found = new HashMap<>();
    Map<String, OnnxTensor> constants = new HashMap<>();
    Set<String> constant = computedOfConstants(graph);
    found.put(input.name(), withoutBatch(dimensions));
    try (OnnxSession session = new OnnxSession(rewriter.toBytes(), 1)) {
      Map<String, OnnxSession.Values> zeros =
          Map.of(input.name(), new OnnxSession.Values(dimensions, new float[elements]));
      session
          .run(zeros)
          .forEach(
              (name, values) -> {
                found.put(name, withoutBatch(values.dimensions()));
                if (constant.contains(name)) {
                  constants.put(name, tensor(name, values));
                }
              });
    }
    return new OnnxShapes(found, constants);
  }

  private static Set<String> computedOfConstants(OnnxGraph graph) {
    Set<String> computed = new HashSet<>();
    for (OnnxNode node : graph.nodes()) {
      boolean all =
          node.inputs().stream()
              .allMatch(
                  input ->
                      input.isEmpty()
                          || computed.contains(input)
                          || graph.constant(input).isPresent());
      if (all && !node.inputs().isEmpty()) {
        computed.addAll(node.outputs());
      }
    }
    return computed;
  }

  private static OnnxTensor tensor(String name, OnnxSession.Values values) {
    double[] numbers = new double[values.values().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.values()[i];
    }
    return new OnnxTensor(name, Arrays.stream(values.dimensions()).boxed().toList(), numbers);
  }

  /** Returns what can be known of a model that ONNX Runtime does not run: nothing. */
  public static OnnxShapes unknown() {
    return new OnnxShapes(Map.of(), Map.of());
  }

  /** Returns {@link #measure}, or {@link #unknown} if ONNX Runtime refuses the model. */
  public static OnnxShapes measureIfPossible(OnnxModel model) {
    try {
      return measure(model);
    } catch (UserProblem e) {
      return unknown();
    }
  }

  /** Returns the shapes with those of more tensors. */
  public OnnxShapes with(Map<String, List<Long>> more) {
    Map<String, List<Long>> all = new HashMap<>(dimensions);
    all.putAll(more);
    return new OnnxShapes(all, constants);
  }

  private static List<Long> withoutBatch(long[] dimensions) {
    return Arrays.stream(dimensions).skip(1).boxed().toList();
  }

  /** Returns a feature map's shape: C, H, W as they stand, or a vector as a 1x1 image. */
  public Optional<Shape> shape(String tensor) {
    List<Long> extents = dimensions.getOrDefault(tensor, List.of());
    return switch (extents.size()) {
      case 1 -> Optional.of(new Shape(extent(extents, 0), 1, 1));
      case 3 -> Optional.of(new Shape(extent(extents, 0), extent(extents, 1), extent(extents, 2)));
      default -> Optional.empty();
    };
  }

  private static int extent(List<Long> extents, int index) {
    return Math.toIntExact(extents.get(index));
  }
}
