package org.sparseloom.simulate;

/**
 * What a stage did in the pipeline. Shares are of the cycles between the first and the last beat of
 * the stream in question.
 *
 * @param stage layer name
 * @param cyclesPerImage steady interval between the last output beats of two images: in a pipeline
 *     that of the slowest stage
 * @param workingCyclesPerImage mean over all images of the cycles in which the stage had work and was
 *     not kept waiting, what Stage.cyclesPerImage predicts: those in which its engines or its window
 *     moved on, with what it waited for itself, but at least its input and its output beats
 * @param firstOutputCycle cycle of the first output beat, counted from the first beat into the
 *     accelerator
 * @param inputTransferring share in which a beat enters
 * @param inputStarved share in which the stage could take a beat and there is none
 * @param inputBlocked share in which a beat waits for the stage
 * @param outputTransferring share in which a beat leaves
 * @param outputBlocked share in which a beat waits for the next stage
 */
public record StageTiming(
    String stage,
    double cyclesPerImage,
    double workingCyclesPerImage,
    long firstOutputCycle,
    double inputTransferring,
    double inputStarved,
    double inputBlocked,
    double outputTransferring,
    double outputBlocked) {}
