package org.sparseloom.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;

/**
 * The shape of every float tensor of a model for one image, found by one run of ONNX Runtime with
 * all intermediate tensors as outputs: no shape inference of our own can disagree with it.
 *
 * @param dimensions without the batch, by tensor name
 */
public record OnnxShapes(Map<String, List<Long>> dimensions) {
  public OnnxShapes {
    dimensions = Map.copyOf(dimensions);
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
    found.put(input.name(), withoutBatch(dimensions));
    try (OnnxSession session = new OnnxSession(rewriter.toBytes(), 1)) {
      Map<String, OnnxSession.Values> zeros =
          Map.of(input.name(), new OnnxSession.Values(dimensions, new float[elements]));
      session
          .run(zeros)
          .forEach((name, values) -> found.put(name, withoutBatch(values.dimensions())));
    }
    return new OnnxShapes(found);
  }

  /** Returns what can be known of a model that ONNX Runtime does not run: nothing. */
  public static OnnxShapes unknown() {
    return new OnnxShapes(Map.of());
  }

  /** Returns {@link #measure}, or {@link #unknown} if ONNX Runtime refuses the model. */
  public static OnnxShapes measureIfPossible(OnnxModel model) {
    try {
      return measure(model);
    } catch (UserProblem e) {
      return unknown();
    }
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
