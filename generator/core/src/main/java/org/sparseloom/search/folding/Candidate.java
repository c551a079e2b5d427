package org.sparseloom.search.folding;

import org.sparseloom.device.Resources;
import org.sparseloom.pipeline.LayerChoice;

/**
 * One way to build a layer.
 *
 * @param cycles per image, the stage alone; times {@link org.sparseloom.pipeline.OnePixel#weights}
 * @param cost of the stage with its memories
 * @param input of its stream in
 * @param output of its stream out
 */
record Candidate(
    LayerChoice choice, double cycles, Resources cost, Beat input, Beat output) {}
