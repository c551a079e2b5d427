package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.ParameterSpace;

/**
 * By hand, with accuracy kept (+) or lost (-). Weights, between 0.02 and 0.32: sqrt(0.02 x 0.32) = 0.08 +,
 * sqrt(0.08 x 0.32) = 0.16 -, sqrt(0.08 x 0.16) = 0.113137 +, sqrt(0.113137 x 0.16) = 0.134543 -.
 * Activations, between 0.02 and 0.5: 0.1 -, sqrt(0.02 x 0.1) = 0.044721 +, sqrt(0.044721 x 0.1) =
 * 0.066874 -, sqrt(0.044721 x 0.066874) = 0.054687 -. Then a half and three quarters of the shares
 * that kept accuracy, 0.113137 and 0.044721.
 */
class WarmStartsTest {
  private static final double[] WEIGHTS = {
    0, 0.08, 0.16, 0.113137, 0.134543, 0, 0, 0, 0, 0.056569, 0.084853
  };
  private static final double[] ACTIVATIONS = {
    0, 0, 0, 0, 0, 0.1, 0.044721, 0.066874, 0.054687, 0.022361, 0.033541
  };
  private static final boolean[] KEPT = {
    true, true, false, true, false, false, true, false, false, true, true
  };

  @Test
  void sharesAreHalvedBetweenWhatKeptAccuracyAndWhatLostIt() {
    List<Trial> trials = trials(SearchMode.FULL);
    assertEquals(WEIGHTS.length, trials.size());
    for (Trial trial : trials) {
      int number = trial.number();
      for (int parameter = 0; parameter < 5; parameter++) {
        double expected = parameter < 3 ? WEIGHTS[number] : ACTIVATIONS[number];
        assertEquals(expected, trial.point().get(parameter), 1e-6, trial.toString());
      }
    }
  }

  /** Four times 0.113137 is more than may be pruned, four times 0.044721 is not. */
  @Test
  void theReachIsFourTimesWhatKeptAccuracy() {
    WarmStarts warm = warm(SearchMode.FULL);
    ParameterSpace reach = warm.reach(trials(SearchMode.FULL));
    assertEquals(5, reach.size());
    for (int parameter = 0; parameter < 5; parameter++) {
      assertEquals(0, reach.parameters().get(parameter).low());
      assertEquals(
          parameter < 3 ? 0.32 : 0.178885, reach.parameters().get(parameter).high(), 1e-6);
    }
  }

  @Test
  void aTrialThatWasGivenUpLostAccuracyWhateverItsImagesSay() {
    WarmStarts warm = warm(SearchMode.FULL);
    List<Trial> trials = new ArrayList<>();
    trials.add(TrialExamples.trial(0, warm.next(trials).orElseThrow(), 1, 0.9));
    trials.add(TrialExamples.givenUp(1, warm.next(trials).orElseThrow(), 0.9));
    assertEquals(Math.sqrt(0.02 * 0.08), warm.next(trials).orElseThrow().get(0), 1e-9);
  }

  @Test
  void aKindThatIsNotPrunedHasNoWarmStarts() {
    List<Trial> trials = trials(SearchMode.ACTIVATIONS);
    assertEquals(7, trials.size());
    // 0.1 keeps accuracy, sqrt(0.1 x 0.5) loses it, sqrt(0.1 x 0.223607) is between.
    assertEquals(List.of(0.1, 0.1), rounded(trials.get(1)));
    assertEquals(List.of(0.223607, 0.223607), rounded(trials.get(2)));
    assertEquals(List.of(0.149535, 0.149535), rounded(trials.get(3)));
    assertEquals(7, trials(SearchMode.WEIGHTS).size());
  }

  private static List<Double> rounded(Trial trial) {
    return trial.point().stream().map(value -> Math.round(value * 1e6) / 1e6).toList();
  }

  private static WarmStarts warm(SearchMode mode) {
    return new WarmStarts(TrialExamples.space(mode), TrialExamples.options(mode));
  }

  /** Plays all warm starts; a trial that keeps accuracy loses just what may be lost. */
  private static List<Trial> trials(SearchMode mode) {
    WarmStarts warm = warm(mode);
    List<Trial> trials = new ArrayList<>();
    while (warm.next(trials).isPresent()) {
      int number = trials.size();
      assertTrue(number < warm.count());
      double accuracy = number == 0 ? 0.9 : KEPT[number] ? 0.85 : 0.849;
      trials.add(
          TrialExamples.trial(number, warm.next(trials).orElseThrow(), accuracy, accuracy));
    }
    assertEquals(warm.count(), trials.size());
    return trials;
  }
}
