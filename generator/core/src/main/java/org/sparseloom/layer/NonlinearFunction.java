package org.sparseloom.layer;

/**
 * The functions of one value that are more than a clip. Each is a gate between 0 and 1, alone or
 * times the value itself.
 */
public enum NonlinearFunction {
  /** min(max(0, slope x + offset), 1). */
  HARD_SIGMOID("hardSigmoid", false, false),
  /** 1 / (1 + exp(-slope x)). */
  SIGMOID("sigmoid", true, false),
  /** x min(max(0, slope x + offset), 1); MobileNetV3 has slope 1/6 and offset 1/2. */
  HARD_SWISH("hardSwish", false, true),
  /** x / (1 + exp(-slope x)). */
  SWISH("swish", true, true);

  private final String word;
  private final boolean smooth;
  private final boolean timesInput;

  NonlinearFunction(String word, boolean smooth, boolean timesInput) {
    this.word = word;
    this.smooth = smooth;
    this.timesInput = timesInput;
  }

  /** Returns e.g. "hardSwish". */
  public String word() {
    return word;
  }

  /** Returns whether the gate is the logistic function; else it is a ramp with two corners. */
  public boolean smooth() {
    return smooth;
  }

  /** Returns whether the gate is multiplied by the value. */
  public boolean timesInput() {
    return timesInput;
  }
}
