package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.Parameter;
import org.sparseloom.search.tpe.ParameterSpace;

/**
 * By hand, with accuracy kept (+) or lost (-), all layers having one share. Weights, between 0.02 and
 * 0.32: sqrt(0.02 x 0.32) = 0.08 +, sqrt(0.08 x 0.32) = 0.16 -, sqrt(0.08 x 0.16) = 0.113137 +,
 * sqrt(0.113137 x 0.16) = 0.134543 -. Activations, between 0.02 and 0.5: 0.1 -, sqrt(0.02 x 0.1) =
 * 0.044721 +, sqrt(0.044721 x 0.1) = 0.066874 -, sqrt(0.044721 x 0.066874) = 0.054687 -. Then a half and
 * three quarters of the shares that kept accuracy, 0.113137 and 0.044721.
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
    List<Trial> trials = trials(SearchMode.UNIFORM);
    assertEquals(WEIGHTS.length, trials.size());
    for (Trial trial : trials) {
      int number = trial.number();
      assertEquals(WEIGHTS[number], trial.point().get(0), 1e-6, trial.toString());
      assertEquals(ACTIVATIONS[number], trial.point().get(1), 1e-6, trial.toString());
    }
  }

  /** Four times 0.113137 is more than may be pruned, four times 0.044721 is not. */
  @Test
  void theReachIsFourTimesWhatKeptAccuracy() {
    ParameterSpace reach = warm(SearchMode.UNIFORM).reach(trials(SearchMode.UNIFORM));
    assertEquals(2, reach.size());
    for (int parameter = 0; parameter < 2; parameter++) {
      assertEquals(0, reach.parameters().get(parameter).low());
      assertEquals(
          parameter == 0 ? 0.32 : 0.178885, reach.parameters().get(parameter).high(), 1e-6);
    }
  }

  /** Between 0.01 and 2: sqrt(0.02) = 0.141421 +, 0.531830 -, 0.274248 +, 0.381906 -. */
  @Test
  void layersOfTheirOwnAreAlikeInForce() {
    List<Trial> trials = trials(SearchMode.FULL);
    ThresholdSpace space = TrialExamples.space(SearchMode.FULL);
    double[] forces = {0, 0.141421, 0.531830, 0.274248, 0.381906};
    for (int number = 0; number < forces.length; number++) {
      assertEquals(space.alike(forces[number], 0), trials.get(number).point());
    }
    // Shares differ: layers of more MACs are pruned harder.
    assertTrue(trials.get(1).point().get(0) > trials.get(1).point().get(2), trials.toString());
    ParameterSpace reach = warm(SearchMode.FULL).reach(trials);
    for (int parameter = 0; parameter < 3; parameter++) {
      double most = space.alike(4 * 0.274248, 0).get(parameter);
      assertEquals(Math.max(0.02, most), reach.parameters().get(parameter).high());
    }
  }

  @Test
  void aTrialThatWasGivenUpLostAccuracyWhateverItsImagesSay() {
    WarmStarts warm = warm(SearchMode.UNIFORM);
    List<Trial> trials = new ArrayList<>();
    trials.add(TrialExamples.trial(0, warm.next(trials).orElseThrow(), 1, 0.9));
    trials.add(TrialExamples.givenUp(1, warm.next(trials).orElseThrow(), 0.9));
    assertEquals(Math.sqrt(0.02 * 0.08), warm.next(trials).orElseThrow().get(0), 1e-9);
  }

  @Test
  void aKindThatIsNotPrunedHasNoWarmStarts() {
    for (SearchMode mode : List.of(SearchMode.WEIGHTS, SearchMode.ACTIVATIONS)) {
      List<Trial> trials = trials(mode);
      ThresholdSpace space = TrialExamples.space(mode);
      assertEquals(7, trials.size());
      assertEquals(space.alike(0.141421, 0.141421), trials.get(1).point());
      assertEquals(mode.weights() ? 3 : 2, trials.get(1).point().size());
    }
  }

  /**
   * Weights kept accuracy with 1000 cycles as without; activations with 985, for weights of 0.1 and 0.02
   * a gain of 0.1 x (1000 / 985 - 1) / 0.12 = 0.0127 by the mean: the sampler shall look at activations only.
   */
  @Test
  void aKindThatHardwareGainsNothingByIsLeftOut() {
    List<Trial> trials = trials(SearchMode.UNIFORM, 1000, 985);
    assertEquals(0, last(trials).get(0));
    assertEquals(0.033541, last(trials).get(1), 1e-6);
    List<Parameter> reach = warm(SearchMode.UNIFORM).reach(trials).parameters();
    assertTrue(reach.get(0).high() < 1e-9, reach.toString());
    assertEquals(0.178885, reach.get(1).high(), 1e-6);
  }

  /** A gain of 0.1 x (1000 / 990 - 1) / 0.12 = 0.0084 by activations is as little as none. */
  @Test
  void ifHardwareGainsByNeitherBothStay() {
    List<Double> both = last(trials(SearchMode.UNIFORM, 1000, 990));
    assertTrue(both.get(0) > 0 && both.get(1) > 0, both.toString());
  }

  @Test
  void withoutHardwareBothStay() {
    assertTrue(last(trials(SearchMode.SOFTWARE, 1000, 500)).get(0) > 0);
  }

  private static List<Double> last(List<Trial> trials) {
    return trials.get(trials.size() - 1).point();
  }

  private static WarmStarts warm(SearchMode mode) {
    return new WarmStarts(TrialExamples.space(mode), TrialExamples.options(mode));
  }

  private static List<Trial> trials(SearchMode mode) {
    return trials(mode, 1000, 1000);
  }

  /** Plays all warm starts; a trial that keeps accuracy loses just what may be lost. */
  private static List<Trial> trials(
      SearchMode mode, double cyclesByWeights, double cyclesByActivations) {
    WarmStarts warm = warm(mode);
    List<Trial> trials = new ArrayList<>();
    while (warm.next(trials).isPresent()) {
      int number = trials.size();
      assertTrue(number < warm.count());
      double accuracy = number == 0 ? 0.9 : KEPT[number] ? 0.85 : 0.849;
      double cycles = number == 0 ? 1000 : number <= 4 ? cyclesByWeights : cyclesByActivations;
      trials.add(
          TrialExamples.trial(
              number, warm.next(trials).orElseThrow(), accuracy, accuracy,
              new FoldingOutcome(0.5, cycles, 10, 100)));
    }
    assertEquals(warm.count(), trials.size());
    return trials;
  }
}
