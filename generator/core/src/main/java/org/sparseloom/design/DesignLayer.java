package org.sparseloom.design;

import java.util.List;
import java.util.OptionalDouble;
import org.sparseloom.pipeline.LayerChoice;

/**
 * One layer of a design.
 *
 * @param name of the layer in the network
 * @param kind name of its LayerKind, e.g. "convolution" or "maxPooling"
 * @param weightBits signed width of a weight; 0 for layers without weights
 * @param activationBits width of an output value
 * @param activationScale real value of one unit of the output; empty: taken from calibration
 * @param weightThreshold tau_w, a real value: smaller weights become 0; 0 for layers without weights
 * @param activationThreshold tau_a, a real value: smaller outputs become 0
 * @param choice engine and folding, or lanes
 * @param fifoRows rows for which the FIFO of each input has room; empty: none
 */
public record DesignLayer(
    String name,
    String kind,
    int weightBits,
    int activationBits,
    OptionalDouble activationScale,
    double weightThreshold,
    double activationThreshold,
    LayerChoice choice,
    List<Integer> fifoRows) {
  public DesignLayer {
    fifoRows = List.copyOf(fifoRows);
  }

  /** A layer whose FIFOs have no room for rows. */
  public DesignLayer(
      String name, String kind, int weightBits, int activationBits, OptionalDouble activationScale,
      double weightThreshold, double activationThreshold, LayerChoice choice) {
    this(
        name, kind, weightBits, activationBits, activationScale, weightThreshold,
        activationThreshold, choice, List.of());
  }

  /** The kind of layers that have weights. */
  public static final String CONVOLUTION = "convolution";

  /** The kinds of layers that join two streams. */
  public static final String ADDITION = "addition";

  public static final String MULTIPLICATION = "multiplication";

  /** The kind of layers that are a function of every value. */
  public static final String NONLINEARITY = "nonlinearity";

  /** The kinds of layers that put values elsewhere. */
  static final String RESIZE = "resize";

  static final String DEPTH_TO_SPACE = "depthToSpace";
  static final String CONCATENATION = "concatenation";
  static final String CHANNEL_SLICE = "channelSlice";
}
