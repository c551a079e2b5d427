package org.sparseloom.search.folding;

import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.LayerChoice;

/**
 * One way to build a layer of which only cycles and sizes are known, which is far sooner had than its
 * cost.
 *
 * @param cycles per image, counted as those of a {@link Candidate}
 * @param columns engines side by side over outputs; 1 for layers without engines
 * @param engines of one output pixel
 * @param multipliers of all output pixels
 */
record Sketch(
    LayerChoice choice, Stage stage, double cycles, int columns, int engines, int multipliers) {
  /** What sketches have in common that can be compared by their sizes. */
  record Family(Beat input, Beat output, String engine, MultiplierKind multiplier) {}

  /** A sketch of a stage without engines in rows and columns. */
  static Sketch of(LayerChoice choice, Stage stage, double cycles) {
    return new Sketch(choice, stage, cycles, 1, 1, stage.multipliers());
  }

  /** A sketch of a grid of engines. */
  static Sketch of(ConvolutionChoice choice, Stage stage, double cycles) {
    return new Sketch(
        choice, stage, cycles, choice.folding().parallelOutputs(), choice.folding().engines(),
        stage.multipliers());
  }

  Family family() {
    return new Family(
        Beat.of(stage.input()), Beat.of(stage.output()), choice.engine(), choice.multiplier());
  }

  /**
   * Returns whether this makes another of its family needless: no slower, with no more multipliers,
   * no more engines to share them, and no more sums. (All pairs of a beat are chosen from once a column,
   * so that columns stand for these, too.)
   *
   * @param enough fewer cycles than these are worth no more
   */
  boolean replaces(Sketch other, double enough) {
    return Math.max(enough, cycles) <= Math.max(enough, other.cycles)
        && multipliers <= other.multipliers
        && engines <= other.engines
        && columns <= other.columns;
  }
}
