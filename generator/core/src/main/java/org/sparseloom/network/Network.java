package org.sparseloom.network;

import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Layer;
import org.sparseloom.tensor.Shape;

/**
 * An imported network in float: layers in topological order with BatchNorm and ReLU already folded
 * into them.
 *
 * @param name from the file name, e.g. "fashion-cnn"
 * @param input shape of one image
 * @param nodes topological order; the last one is the output
 * @param parameters float kernels by layer name (convolutions only)
 * @param notes what the import changed or dropped, for the user
 * @param given scales and widths that the file states
 */
public record Network(
    String name,
    Shape input,
    List<Node> nodes,
    Map<String, FloatKernel> parameters,
    List<String> notes,
    GivenQuantisation given) {
  /** The name under which nodes refer to the network's input. */
  public static final String INPUT = "input";

  public Network {
    nodes = List.copyOf(nodes);
    parameters = Map.copyOf(parameters);
    notes = List.copyOf(notes);
  }

  /** A network whose file states no scales. */
  public Network(
      String name,
      Shape input,
      List<Node> nodes,
      Map<String, FloatKernel> parameters,
      List<String> notes) {
    this(name, input, nodes, parameters, notes, GivenQuantisation.NONE);
  }

  public List<Layer> layers() {
    return nodes.stream().map(Node::layer).toList();
  }

  public long macs() {
    return layers().stream().mapToLong(Layer::macs).sum();
  }
}
