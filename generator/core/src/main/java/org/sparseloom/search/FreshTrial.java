package org.sparseloom.search;

import java.time.Duration;

/**
 * A trial that was judged once more as if there were no search around it: in a session of its own whose
 * graph has the thresholds as it would be written down, by all images, and its hardware after that.
 *
 * @param accuracy of all images, 0..1
 * @param judging time that the session and the images took
 * @param folding time that the hardware took
 */
public record FreshTrial(double accuracy, Duration judging, Duration folding) {}
