package org.sparseloom.search;

import java.util.List;
import java.util.Map;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.TpeOptions;
import org.sparseloom.testing.SmallNetworks;

/**
 * Trials that need no images: of a network whose weights are in three layers and whose thresholded
 * outputs in two, with up to 32 % of weights and 50 % of outputs pruned and a drop of up to 0.05.
 */
final class TrialExamples {
  static final Objective OBJECTIVE = new Objective(0.05, 0.1, 0.02, 0.05, 0.02);

  private static final Network NETWORK = NetworkImporter.of(SmallNetworks.convolutional(19));
  private static final FoldingOutcome HARDWARE = new FoldingOutcome(0.5, 1000, 10, 100);
  private static final double MOST_WEIGHTS = 0.32;
  private static final double MOST_ACTIVATIONS = 0.5;

  private TrialExamples() {}

  static ThresholdSpace space(SearchMode mode) {
    float[] outputs = {0, 0.5f, 1, 2};
    return new ThresholdSpace(
        NETWORK, Map.of("conv1", outputs, "conv2", outputs), MOST_WEIGHTS, MOST_ACTIVATIONS, mode);
  }

  /** Returns options of four trials at once. */
  static SearchOptions options(SearchMode mode) {
    return new SearchOptions(
        100, 1, mode, OBJECTIVE, SearchOptions.Goal.BEST, 4, MOST_WEIGHTS, MOST_ACTIVATIONS, 8, 1,
        TpeOptions.standard().withStartupTrials(4));
  }

  /** Returns a trial that was judged by all images. */
  static Trial trial(int number, List<Double> point, double objective, double accuracy) {
    return trial(number, point, objective, accuracy, HARDWARE);
  }

  /** Returns a trial with this hardware. */
  static Trial trial(
      int number, List<Double> point, double objective, double accuracy, FoldingOutcome hardware) {
    return new Trial(number, point, objective, accuracy, 1000, false, hardware);
  }

  /** Returns a trial that was given up. */
  static Trial givenUp(int number, List<Double> point, double accuracy) {
    return new Trial(number, point, -1, accuracy, 125, true, HARDWARE);
  }
}
