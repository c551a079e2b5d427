package org.sparseloom.layer;

/**
 * A number that the top ties to an input of a stage module, so that stages which differ in nothing
 * else share the module.
 *
 * @param name of the input, e.g. "threshold"
 * @param widthBits unsigned width of the input
 * @param value below 2^widthBits
 */
public record ConstantPort(String name, int widthBits, long value) {
  public ConstantPort {
    if (value < 0 || value >= 1L << widthBits) {
      throw new IllegalArgumentException(
          name + " (" + value + ") must be 0.." + ((1L << widthBits) - 1));
    }
  }
}
