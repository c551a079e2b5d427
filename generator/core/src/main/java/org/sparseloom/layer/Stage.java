package org.sparseloom.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparseloom.stream.StreamFormat;

/**
 * How a layer is built: the one immutable value that carries every hardware number of it. Search,
 * Chisel module, templates, memories and testbench receive this same object; whoever needs a derived
 * number asks it here (docs/hardware.md explains each).
 */
public sealed interface Stage
    permits GridStage,
        DepthwiseStage,
        WeightlessStage {
  Layer layer();

  /**
   * Returns "sparse", "dense", "skip", "list", "column", "depthwise", "add", "multiply", "function",
   * "pool" or "route".
   */
  String engine();

  /** Returns the first incoming stream, the only one of most stages: ports in_*. */
  StreamFormat input();

  /**
   * Returns the incoming streams in the order of the layer's inputs, each of its own shape:
   * ports in_* of the first, in1_* of the second.
   */
  default List<StreamFormat> inputs() {
    return List.of(input());
  }

  StreamFormat output();

  /** Returns the read-only memories that the stage reads through its ports, in port order. */
  List<MemoryPort> memories();

  /**
   * Returns the same memories, like ones counted: stages with one for every engine, of which there may
   * be thousands, need not list them to be priced.
   */
  default List<MemoryKind> memoryKinds() {
    return memories().stream().map(port -> new MemoryKind(port, 1)).toList();
  }

  /** Returns what the memories hold; {@code quantised} is of this stage's layer. */
  List<MemoryImage> contents(QuantisedLayer quantised);

  /**
   * Returns the numbers tied to inputs of the module: for a layer that requantises its threshold, as
   * wide as an output value.
   */
  default List<ConstantPort> constants(QuantisedLayer quantised) {
    return quantised
        .requantisation()
        .map(r -> new ConstantPort("threshold", output().format().bits(), r.threshold()))
        .map(List::of)
        .orElse(List.of());
  }

  /**
   * Returns the Verilog module name: stages with equal hardware have equal names, others differ.
   */
  String moduleName();

  /** Returns multipliers that work on weight-activation pairs; 0 for layers without weights. */
  int multipliers();

  /**
   * Returns steady cycles per image when the given work has to be done and neither neighbour stalls
   * the stage; the model behind every predicted interval.
   */
  double cyclesPerImage(Work work);

  /**
   * Returns the cycles of each output row of one image, the stage alone; their sum is about
   * cyclesPerImage of that image's work.
   *
   * @param allPixels work of every output pixel of the image, in raster order
   */
  default double[] rowCycles(Work allPixels) {
    double[] rows = new double[output().shape().height()];
    Arrays.fill(rows, cyclesPerImage(allPixels) / rows.length);
    return rows;
  }

  /** Returns the rows that the stage keeps; empty if it takes beats as they come. */
  default Optional<? extends RowBuffer> ring() {
    return Optional.empty();
  }

  /**
   * Returns true if the whole output of an image comes while its last pixel goes in, as means over all
   * pixels do.
   */
  default boolean givesAtEnd() {
    return false;
  }

  /**
   * Returns where a simulation sees the stage work; empty if its streams tell everything, as they do
   * if every beat is dealt with in the cycle in which it comes.
   */
  default Optional<ProgressNets> progressNets() {
    return ring().map(ring -> ProgressNets.ofWindow());
  }

  /** Returns cycles from the first input beat to the first output beat, inputs at full rate. */
  long fillCycles();

  /**
   * Returns why the stage may miss a device's usual clock, a sentence without its end; empty if none of
   * its ways from register to register has more levels of logic than other stages' (docs/timing.md).
   */
  default Optional<String> deepLogic() {
    return Optional.empty();
  }

  /** Returns the hardware units that the stage instantiates, for the resource model. */
  List<Unit> units();
}
