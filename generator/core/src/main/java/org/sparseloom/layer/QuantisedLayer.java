package org.sparseloom.layer;

import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.tensor.Weights;

/**
 * A layer with its integers: all that the reference and the memories of the hardware need.
 *
 * @param input format of the incoming stream
 * @param inputScale real value of one unit of the input
 * @param output format of the outgoing stream
 * @param outputScale real value of one unit of the output
 * @param weightBits width of a weight, signed; 0 for layers without weights
 * @param weights thresholded integer weights; empty for pooling
 * @param requantisation per output channel for a convolution, one channel for averages (their sum of
 *     taps is scaled alike in every channel), empty for maximum pooling
 */
public record QuantisedLayer(
    Layer layer,
    NumberFormat input,
    double inputScale,
    NumberFormat output,
    double outputScale,
    int weightBits,
    Optional<Weights> weights,
    Optional<Requantisation> requantisation) {}
