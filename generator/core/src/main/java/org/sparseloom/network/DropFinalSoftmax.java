package org.sparseloom.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.onnx.OnnxGraph;
import org.sparseloom.onnx.OnnxNode;
import org.sparseloom.onnx.OnnxShapes;

/** Removes a Softmax at the end: it keeps the order of the classes, and hardware need not pay. */
final class DropFinalSoftmax implements GraphPass {
  private static final Set<String> OPERATORS = Set.of("Softmax", "LogSoftmax");

  @Override
  public Result apply(OnnxGraph graph, OnnxShapes shapes) {
    OnnxGraph left = graph;
    List<String> notes = new ArrayList<>();
    for (String output : graph.outputs()) {
      Optional<OnnxNode> last = left.producer(output);
      boolean softmax = last.isPresent() && OPERATORS.contains(last.get().operator());
      if (softmax && left.consumers(output).isEmpty()) {
        left = left.bypass(last.get(), last.get().inputs().get(0));
        notes.add(
            last.get().operator()
                + " '"
                + last.get().name()
                + "' at the end is dropped: the outputs are logits.");
      }
    }
    return new Result(left, notes);
  }
}
