package org.sparseloom.pipeline;

import org.sparseloom.device.Resources;
import org.sparseloom.layer.Stage;

/**
 * What one stage is expected to do and cost.
 *
 * @param cyclesPerImage steady cycles of the stage alone
 * @param utilisation share of the interval in which the stage works, 0..1
 * @param multiplierUse non-zero pairs per multiplier and cycle of the interval; 0 without multipliers
 * @param pairDensity share of non-zero pairs; 0 for stages without engines
 * @param resources with its memories and the connection in front of it
 */
public record StageEstimate(
    Stage stage,
    double cyclesPerImage,
    double utilisation,
    double multiplierUse,
    double pairDensity,
    Resources resources) {}
