package org.sparseloom.pipeline;

import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Unit;

/**
 * What gives every beat of one stream to several consumers, to each of them once; the next beat comes
 * when all have taken it.
 *
 * @param name legal Verilog identifier, unique in the pipeline
 * @param producer index of the stage whose output it is, or {@link Edge#INPUT}
 * @param consumers how many, at least two
 */
public record Fork(String name, int producer, int consumers) {
  public Fork {
    if (consumers < 2) {
      throw new IllegalArgumentException(
          name + ": consumers (" + consumers + ") must be at least 2");
    }
  }

  /** Returns the Verilog module: it only sees valid and ready, the bits go past it. */
  public String moduleName() {
    return "Fork_n" + consumers;
  }

  /** Returns its hardware units, for the resource model. */
  public List<Unit> units() {
    return List.of(new Unit("Fork", 1, Map.of("consumers", consumers)));
  }
}
