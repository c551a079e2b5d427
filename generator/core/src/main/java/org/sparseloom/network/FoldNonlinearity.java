package org.sparseloom.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;
import org.sparseloom.onnx.OnnxTensor;

/**
 * Puts together what exporters take apart: the ramp of a HardSigmoid written as a Clip of slope x +
 * offset, perhaps with a scale behind it, becomes a HardSigmoid; the product of x with its
 * HardSigmoid or Sigmoid becomes a HardSwish or Swish. Scales and the factor x may come in any
 * order, e.g. x * Clip(x + 3, 0, 6) / 6.
 */
final class FoldNonlinearity implements GraphPass {
  /** What a product of constants may differ from 1 by, being rounded to float several times. */
  private static final double ROUNDING = 1e-5;

  /** slope x + offset of a tensor x. */
  private record Line(String tensor, double slope, double offset) {}

  /** A gate so far: scale times it, at most {@code most}, perhaps times x, is in {@code tensor}. */
  private record Gate(
      Line line, boolean smooth, double most, double scale, boolean product, String tensor) {
    /** Returns whether it is a gate between 0 and 1. */
    boolean whole() {
      return Math.abs(scale * most - 1) < ROUNDING;
    }
  }

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph folded = graph;
    for (OnnxNode node : graph.nodes()) {
      Optional<OnnxNode> present = folded.producer(node.output());
      Optional<Gate> gate =
          present.isEmpty() ? Optional.empty() : begin(folded, present.get());
      if (gate.isPresent()) {
        folded = fold(folded, gate.get());
      }
    }
    return new DropUnused().apply(folded, shapes);
  }

  private static Optional<Gate> begin(OnnxGraph graph, OnnxNode node) {
    if (node.operator().equals("Sigmoid") || node.operator().equals("HardSigmoid")) {
      boolean smooth = node.operator().equals("Sigmoid");
      Line line =
          smooth
              ? scaled(graph, node.inputs().get(0))
              : new Line(
                  node.inputs().get(0), node.real("alpha", 0.2f), node.real("beta", 0.5f));
      return Optional.of(new Gate(line, smooth, 1, 1, false, node.output()));
    }
    Optional<Double> most = FoldActivation.limit(graph, node);
    Line line = most.isEmpty() ? new Line("", 0, 0) : line(graph, node.inputs().get(0));
    // Without an offset it is an activation like any other.
    return line.offset() == 0 || line.slope() <= 0
        ? Optional.empty()
        : Optional.of(new Gate(line, false, most.get(), 1, false, node.output()));
  }

  /** Follows multiplications by positive numbers backwards. */
  private static Line scaled(OnnxGraph graph, String tensor) {
    Line line = line(graph, tensor);
    return line.offset() == 0 && line.slope() > 0 ? line : new Line(tensor, 1, 0);
  }

  /** Follows additions and multiplications of numbers backwards. */
  private static Line line(OnnxGraph graph, String tensor) {
    Optional<OnnxNode> producer = graph.producer(tensor);
    Optional<Double> number = producer.flatMap(node -> number(graph, node));
    if (number.isEmpty()) {
      return new Line(tensor, 1, 0);
    }
    Line before = line(graph, variable(graph, producer.get()));
    double by = number.get();
    return switch (producer.get().operator()) {
      case "Add" -> new Line(before.tensor(), before.slope(), before.offset() + by);
      case "Sub" -> new Line(before.tensor(), before.slope(), before.offset() - by);
      case "Mul" -> new Line(before.tensor(), before.slope() * by, before.offset() * by);
      default -> new Line(before.tensor(), before.slope() / by, before.offset() / by);
    };
  }

  /** Returns the one number that a node adds, subtracts, multiplies or divides by. */
  private static Optional<Double> number(OnnxGraph graph, OnnxNode node) {
    boolean either = Set.of("Add", "Mul").contains(node.operator());
    if (!either && !Set.of("Sub", "Div").contains(node.operator())) {
      return Optional.empty();
    }
    return graph
        .constant(node, 1)
        .or(() -> either ? graph.constant(node, 0) : Optional.empty())
        .filter(constant -> constant.values().length == 1)
        .map(constant -> constant.values()[0]);
  }

  /** Returns the input of a node that is not its number. */
  private static String variable(OnnxGraph graph, OnnxNode node) {
    Optional<OnnxTensor> second = graph.constant(node, 1);
    return node.inputs().get(second.isPresent() ? 0 : 1);
  }

  /** Takes what reads the gate into it for as long as nothing else reads it. */
  private static OnnxGraph fold(OnnxGraph graph, Gate begun) {
    Optional<Gate> best = Optional.empty();
    Optional<Gate> next = Optional.of(begun);
    while (next.isPresent()) {
      best = next.get().whole() ? next : best;
      next = further(graph, next.get());
    }
    return best.isEmpty() ? graph : replaced(graph, best.get());
  }

  private static Optional<Gate> further(OnnxGraph graph, Gate gate) {
    List<OnnxNode> readers = graph.consumers(gate.tensor());
    if (!graph.readOnce(gate.tensor()) || readers.isEmpty()) {
      return Optional.empty();
    }
    OnnxNode reader = readers.get(0);
    boolean divides = reader.operator().equals("Div");
    if (!divides && !reader.operator().equals("Mul")) {
      return Optional.empty();
    }
    Optional<Double> number = number(graph, reader);
    if (number.isPresent()) {
      double scale = divides ? gate.scale() / number.get() : gate.scale() * number.get();
      return Optional.of(grown(gate, scale, gate.product(), reader));
    }
    String other = reader.inputs().get(reader.inputs().get(0).equals(gate.tensor()) ? 1 : 0);
    Line line = line(graph, other);
    boolean product =
        !divides
            && !gate.product()
            && line.tensor().equals(gate.line().tensor())
            && line.offset() == 0;
    return product
        ? Optional.of(grown(gate, gate.scale() * line.slope(), true, reader))
        : Optional.empty();
  }

  private static Gate grown(Gate gate, double scale, boolean product, OnnxNode reader) {
    return new Gate(gate.line(), gate.smooth(), gate.most(), scale, product, reader.output());
  }

  private static OnnxGraph replaced(OnnxGraph graph, Gate gate) {
    OnnxNode last = graph.producer(gate.tensor()).orElseThrow();
    String hard = gate.product() ? "HardSwish" : "HardSigmoid";
    String smooth = gate.product() ? "Swish" : "Sigmoid";
    OnnxNode whole =
        new OnnxNode(
                last.name(),
                gate.smooth() ? smooth : hard,
                List.of(gate.line().tensor()),
                List.of(last.output()),
                Map.of())
            .withReal("alpha", (float) (gate.line().slope() / gate.most()))
            .withReal("beta", (float) (gate.line().offset() / gate.most()));
    return graph.replace(last, whole);
  }
}
