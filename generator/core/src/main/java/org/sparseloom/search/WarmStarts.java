package org.sparseloom.search;

import java.util.List;
import java.util.Optional;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.ParameterSpace;

/**
 * The first trials of a search: nothing pruned, then weights of all layers alike ({@link ThresholdKind}),
 * with forces in halvings of what is between the most that kept accuracy and the least that did not,
 * then activations so, then both. From them the sampler has points to begin with, and knows the region
 * that is worth looking at: a network of fifty layers that bears a tenth of its weights pruned would
 * else be tried in nothing but ruins. Which point comes next hangs on the trials before it alone.
 */
final class WarmStarts {
  /** Halvings, on a scale of ratios, for each kind of thresholds. */
  private static final int HALVINGS = 4;

  /** Both kinds together bear less than each alone. */
  private static final List<Double> PARTS = List.of(0.5, 0.75);

  /** A layer may be pruned with so many times the force that all layers alike bear. */
  private static final double REACH = 4;

  private final ThresholdSpace space;
  private final Objective objective;

  WarmStarts(ThresholdSpace space, SearchOptions options) {
    this.space = space;
    this.objective = options.objective();
  }

  /** What is left to try of one kind: this force kept accuracy, that one did not. */
  private record Bracket(double kept, double lost) {
    double middle() {
      return Math.sqrt(kept * lost);
    }
  }

  /** Returns how many there are. */
  int count() {
    return 1 + halvings(space.mode().weights()) + halvings(space.mode().activations())
        + PARTS.size();
  }

  private static int halvings(boolean kind) {
    return kind ? HALVINGS : 0;
  }

  /** Returns the next point, or nothing if the warm starts are done. */
  Optional<List<Double>> next(List<Trial> trials) {
    int number = trials.size();
    if (number >= count()) {
      return Optional.empty();
    }
    if (number == 0) {
      return Optional.of(space.alike(0, 0));
    }
    int ofWeights = halvings(space.mode().weights());
    int ofBoth = ofWeights + halvings(space.mode().activations());
    if (number <= ofWeights) {
      return Optional.of(space.alike(weights(trials).middle(), 0));
    }
    if (number <= ofBoth) {
      return Optional.of(space.alike(0, activations(trials).middle()));
    }
    double part = PARTS.get(number - 1 - ofBoth);
    return Optional.of(
        space.alike(part * weights(trials).kept(), part * activations(trials).kept()));
  }

  /** Returns the box that the sampler is to look at when all warm starts are done. */
  ParameterSpace reach(List<Trial> trials) {
    return space.within(REACH * weights(trials).kept(), REACH * activations(trials).kept());
  }

  private Bracket weights(List<Trial> trials) {
    return bracket(trials, 1, halvings(space.mode().weights()), space.weights());
  }

  private Bracket activations(List<Trial> trials) {
    int first = 1 + halvings(space.mode().weights());
    int last = first + halvings(space.mode().activations()) - 1;
    return bracket(trials, first, last, space.activations());
  }

  private Bracket bracket(List<Trial> trials, int first, int last, ThresholdKind kind) {
    Bracket bracket = new Bracket(kind.leastForce(), kind.mostForce());
    for (int number = first; number <= Math.min(last, trials.size() - 1); number++) {
      double middle = bracket.middle();
      bracket =
          objective.keepsAccuracy(trials.get(number), trials.get(0))
              ? new Bracket(middle, bracket.lost())
              : new Bracket(bracket.kept(), middle);
    }
    return bracket;
  }
}
