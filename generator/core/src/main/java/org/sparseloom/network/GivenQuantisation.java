package org.sparseloom.network;

import java.util.Map;
import java.util.Optional;
import org.sparseloom.numeric.NumberFormat;

/**
 * What a file with QuantizeLinear and DequantizeLinear says about its integers; what it leaves open
 * is calibrated.
 *
 * @param streams by layer name, of the layers' outputs; {@link Network#INPUT} for the images
 * @param weights by layer name
 */
public record GivenQuantisation(Map<String, Stream> streams, Map<String, Weights> weights) {
  /** Of a network in float. */
  public static final GivenQuantisation NONE = new GivenQuantisation(Map.of(), Map.of());

  /**
   * A stream's integers, real 0 being integer 0.
   *
   * @param scale real value of one unit
   */
  public record Stream(NumberFormat format, double scale) {}

  /**
   * A layer's weights.
   *
   * @param bits signed width
   * @param scales real value of one unit, one per output; given away at construction
   */
  public record Weights(int bits, double[] scales) {}

  public GivenQuantisation {
    streams = Map.copyOf(streams);
    weights = Map.copyOf(weights);
  }

  /** Says whether the file says nothing: the network is in float. */
  public boolean isEmpty() {
    return streams.isEmpty() && weights.isEmpty();
  }

  public Optional<Stream> stream(String layer) {
    return Optional.ofNullable(streams.get(layer));
  }

  public Optional<Weights> weights(String layer) {
    return Optional.ofNullable(weights.get(layer));
  }
}
