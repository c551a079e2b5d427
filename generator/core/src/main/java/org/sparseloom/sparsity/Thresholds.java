package org.sparseloom.sparsity;

/**
 * The pruning thresholds of one layer as real values (hass.md section 1).
 *
 * @param weight tau_w: weights of smaller magnitude become 0
 * @param activation tau_a: outputs of the layer of smaller magnitude become 0
 */
public record Thresholds(double weight, double activation) {
  /** Prunes nothing. */
  public static final Thresholds NONE = new Thresholds(0, 0);

  public Thresholds {
    if (!(weight >= 0) || !(activation >= 0)) {
      throw new IllegalArgumentException(
          "thresholds (" + weight + ", " + activation + ") must be at least 0");
    }
  }
}
