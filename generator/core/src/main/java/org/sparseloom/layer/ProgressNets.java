package org.sparseloom.layer;

/**
 * Nets inside a stage's module by which a simulation sees whether the stage works; names relative to
 * the module's instance. Synthesis drops them: nothing in the design reads them.
 *
 * @param progress high in cycles in which the part that sets the stage's pace moves on
 * @param starved high in cycles in which that part waits for the stage's input
 */
public record ProgressNets(String progress, String starved) {
  /** Returns the nets of a stage whose engines set the pace. */
  static ProgressNets ofEngines() {
    return new ProgressNets("control.progress", "lineBuffer.starved");
  }

  /** Returns the nets of a stage whose lanes, each with multipliers of its own, set the pace. */
  static ProgressNets ofLanes() {
    return new ProgressNets("progress", "lineBuffer.starved");
  }

  /** Returns the nets of a stage whose line buffer, the instance {@code window}, sets the pace. */
  static ProgressNets ofWindow() {
    return new ProgressNets("window.gathering", "window.starved");
  }

  /** Returns the nets of a stage that reads the rows it keeps, one beat of its output a cycle. */
  static ProgressNets ofRows() {
    return new ProgressNets("progress", "starved");
  }
}
