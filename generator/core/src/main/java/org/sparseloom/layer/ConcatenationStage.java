package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;

/**
 * Takes the beats of a pixel from one input after the other, a beat a cycle, and brings them to one
 * unit if theirs differ.
 *
 * @param inputs streams of the layer's inputs, of equal lanes
 * @param output outgoing stream of as many lanes
 * @param shift of the requantisation; empty if values are only copied
 */
public record ConcatenationStage(
    Concatenation layer, List<StreamFormat> inputs, StreamFormat output, OptionalInt shift)
    implements RoutingStage {
  public ConcatenationStage {
    inputs = List.copyOf(inputs);
    List<StreamFormat> given = inputs;
    boolean lanes = given.stream().allMatch(input -> input.lanes() == output.lanes());
    boolean shapes = given.stream().map(StreamFormat::shape).toList().equals(layer.inputShapes());
    boolean formats =
        shift.isPresent()
            || given.stream().allMatch(input -> input.format().equals(output.format()));
    if (!lanes || !shapes || !formats || !output.shape().equals(layer.outputShape())) {
      throw new IllegalArgumentException(
          layer.name() + ": streams " + inputs + " and " + output
              + " must be of the layer's shapes, of equal lanes, and of equal formats if nothing"
              + " is requantised");
    }
  }

  @Override
  public StreamFormat input() {
    return inputs.get(0);
  }

  /** A threshold, and a multiplier for each of the inputs; none if values are only copied. */
  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    if (shift.isEmpty()) {
      return List.of();
    }
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    List<ConstantPort> ports = new ArrayList<>();
    ports.add(new ConstantPort("threshold", output.format().bits(), requantisation.threshold()));
    for (int port = 0; port < inputs.size(); port++) {
      ports.add(
          new ConstantPort(
              multiplier(port),
              Requantisation.MULTIPLIER_BITS,
              requantisation.multipliers().get(port)));
    }
    return ports;
  }

  /** Returns the name of the port with an input's multiplier. */
  public static String multiplier(int port) {
    return "multiplier" + (port == 0 ? "" : port);
  }

  /** Returns the widest signed operand of all inputs. */
  public int operandBits() {
    return inputs.stream()
        .mapToInt(input -> input.format().operandBits())
        .max()
        .orElseThrow();
  }

  /** Returns cycles from an input beat to its output. */
  public int latencyCycles() {
    return shift.isPresent() ? 1 + StageLatency.REQUANTISER_CYCLES : 1;
  }

  @Override
  public String moduleName() {
    StringBuilder name = new StringBuilder("Concatenation_l" + output.lanes());
    for (StreamFormat input : inputs) {
      name.append('_').append(input.beatsPerPixel()).append(PoolingNames.format(input));
    }
    name.append("_y").append(PoolingNames.format(output));
    shift.ifPresent(bits -> name.append("_h").append(bits));
    return name.toString();
  }

  /** A beat a cycle; the data do not matter. */
  @Override
  public double cyclesPerImage(Work work) {
    return output.beatsPerImage();
  }

  @Override
  public long fillCycles() {
    return latencyCycles();
  }

  @Override
  public List<Unit> units() {
    return RoutingUnits.of(this);
  }
}
