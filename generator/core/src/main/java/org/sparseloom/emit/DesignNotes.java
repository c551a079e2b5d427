package org.sparseloom.emit;

import org.sparseloom.data.Normalisation;
import org.sparseloom.pipeline.PipelineEstimate;

/**
 * What is known of a design beside its pipeline, for those who use it.
 *
 * @param normalisation what images go through before they are quantised
 * @param estimate what the models predict
 * @param command that makes the design again, FOLDER standing for its folder
 */
public record DesignNotes(
    Normalisation normalisation, PipelineEstimate estimate, String command) {}
