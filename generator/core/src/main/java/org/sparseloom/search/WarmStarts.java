package org.sparseloom.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.ParameterSpace;

/**
 * The first trials of a search: nothing pruned, then weights of all layers alike ({@link ThresholdKind}),
 * with forces in halvings of what is between the most that kept accuracy and the least that did not,
 * then activations so, then both. From them the sampler has points to begin with, and knows the region
 * that is worth looking at: a network of fifty layers that bears a tenth of its weights pruned would
 * else be tried in nothing but ruins. Thresholds of a kind that costs accuracy and gains nothing in
 * hardware, like those on weights where engines skip activations, are left out. Which point comes next hangs on the trials before it alone.
 */
final class WarmStarts {
  /** Halvings, on a scale of ratios, for each kind of thresholds. */
  private static final int HALVINGS = 4;

  /** Both kinds together bear less than each alone. */
  private static final List<Double> PARTS = List.of(0.5, 0.75);

  /** A layer may be pruned with so many times the force that all layers alike bear. */
  private static final double REACH = 4;

  /** What hardware must gain by a kind of thresholds for them to be worth their parameters, as a share. */
  private static final double LEAST_GAIN = 0.01;

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
        space.alike(part * weightsForce(trials), part * activationsForce(trials)));
  }

  /** Returns the box that the sampler is to look at when all warm starts are done. */
  ParameterSpace reach(List<Trial> trials) {
    return space.within(REACH * weightsForce(trials), REACH * activationsForce(trials));
  }

  /** The most that kept accuracy; nothing if hardware gains next to nothing by it, but by activations. */
  private double weightsForce(List<Trial> trials) {
    boolean idle = gain(trials, weightTrials()) < LEAST_GAIN;
    boolean other = gain(trials, activationTrials()) >= LEAST_GAIN;
    return space.mode().hardware() && idle && other ? 0 : weights(trials).kept();
  }

  private double activationsForce(List<Trial> trials) {
    boolean idle = gain(trials, activationTrials()) < LEAST_GAIN;
    boolean other = gain(trials, weightTrials()) >= LEAST_GAIN;
    return space.mode().hardware() && idle && other ? 0 : activations(trials).kept();
  }

  /** What hardware gains at most by those of some trials that kept accuracy. */
  private double gain(List<Trial> trials, IntStream numbers) {
    Trial plain = trials.get(0);
    return numbers
        .mapToObj(trials::get)
        .filter(trial -> objective.keepsAccuracy(trial, plain))
        .mapToDouble(trial -> objective.gain(trial.hardware(), plain.hardware()))
        .max()
        .orElse(0);
  }

  private IntStream weightTrials() {
    return IntStream.rangeClosed(1, halvings(space.mode().weights()));
  }

  private IntStream activationTrials() {
    int first = 1 + halvings(space.mode().weights());
    return IntStream.range(first, first + halvings(space.mode().activations()));
  }

  private Bracket weights(List<Trial> trials) {
    return bracket(trials, weightTrials(), space.weights());
  }

  private Bracket activations(List<Trial> trials) {
    return bracket(trials, activationTrials(), space.activations());
  }

  private Bracket bracket(List<Trial> trials, IntStream numbers, ThresholdKind kind) {
    Bracket bracket = new Bracket(kind.leastForce(), kind.mostForce());
    for (int number : numbers.filter(number -> number < trials.size()).toArray()) {
      double middle = bracket.middle();
      bracket =
          objective.keepsAccuracy(trials.get(number), trials.get(0))
              ? new Bracket(middle, bracket.lost())
              : new Bracket(bracket.kept(), middle);
    }
    return bracket;
  }
}
