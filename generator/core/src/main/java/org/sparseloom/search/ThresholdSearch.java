package org.sparseloom.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sparseloom.network.Network;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.search.SearchProgress.TrialTimes;
import org.sparseloom.search.study.StudyFile;
import org.sparseloom.search.study.StudyHeader;
import org.sparseloom.search.study.Trial;
import org.sparseloom.search.tpe.Observation;
import org.sparseloom.search.tpe.TpeSampler;
import org.sparseloom.sparsity.Thresholds;

/**
 * The search of HASS (hass.md section 4): over all thresholds of a network at once, judging each
 * proposal by accuracy and by the best hardware that the thresholds allow. Trial 0 prunes nothing
 * and is what throughput and DSPs are measured against; some trials that prune all layers alike
 * follow, then the sampler proposes. Every trial is in the study file before the next begins; the
 * same arguments give the same trials, whether or not the study was interrupted.
 */
public final class ThresholdSearch implements AutoCloseable {
  /** Warm starts, as shares of the largest pruning, the same for all layers. */
  private static final List<Double> WARM_STARTS = List.of(0.0, 0.15, 0.3, 0.45, 0.6, 0.75);

  private final Network network;
  private final JudgingImages images;
  private final FoldingEvaluator folding;
  private final SearchOptions options;
  private final ThresholdSession session;
  private final ThresholdSpace space;
  private final TpeSampler sampler;

  /**
   * Prepares a search; close it.
   *
   * @param images that accuracy is judged by
   * @param folding finds the best hardware of a trial
   */
  public ThresholdSearch(
      Network network, JudgingImages images, FoldingEvaluator folding, SearchOptions options) {
    this.network = network;
    this.images = images;
    this.folding = folding;
    this.options = options;
    session = new ThresholdSession(network, images, options.threads());
    List<float[]> few = images.pixels().subList(0, Math.min(options.scaleImages(), images.count()));
    Map<String, float[]> plain = session.outputs(few, Map.of());
    space =
        new ThresholdSpace(
            network, plain, options.largestWeightShare(), options.largestActivationShare());
    sampler = new TpeSampler(space.parameters(), options.sampler());
  }

  /**
   * Runs the trials that the study does not have yet. Interrupting the thread ends the search; a
   * trial that is not in the study by then is done again when it goes on.
   *
   * @param study file to begin or to go on with
   * @throws UserProblem if the study is damaged, of another search, or cannot be written
   */
  public SearchResult run(Path study, SearchProgress progress) {
    StudyFile file = StudyFile.open(study, header(), space.parameters().size());
    requireSameHardware(study, file.trials());
    long begin = System.nanoTime();
    int before = file.trials().size();
    // Trial 0 is needed by all others, so at least that one is done.
    while (file.trials().size() < options.trials()) {
      if (Thread.currentThread().isInterrupted() && !file.trials().isEmpty()) {
        return result(file.trials());
      }
      Step step;
      try {
        step = step(file);
      } catch (IllegalStateException e) {
        // The integer reference gives up when it is interrupted; its trial is done again later.
        if (!Thread.currentThread().isInterrupted() || file.trials().isEmpty()) {
          throw e;
        }
        return result(file.trials());
      }
      progress.finished(event(step, file.trials(), before, System.nanoTime() - begin));
    }
    return result(file.trials());
  }

  /** Returns the parameters that the points of trials give values to. */
  public ThresholdSpace space() {
    return space;
  }

  /** Trials of another version of the hardware's model must not be compared with new ones. */
  private void requireSameHardware(Path study, List<Trial> trials) {
    if (trials.isEmpty() || trials.size() >= options.trials()) {
      return;
    }
    Trial plain = trials.get(0);
    FoldingOutcome today = folding.evaluate(space.thresholds(plain.point()));
    if (!today.equals(outcome(plain))) {
      throw UserProblem.usage(
          "study file "
              + study
              + " was made with another model of the hardware: trial 0 took "
              + outcome(plain)
              + ", now "
              + today,
          "it is of an older version of this program; remove it to start anew.");
    }
  }

  private record Step(Trial trial, TrialTimes times) {}

  private Step step(StudyFile file) {
    List<Trial> trials = file.trials();
    Stopwatch stopwatch = new Stopwatch();
    List<Double> point = propose(trials);
    Map<String, Thresholds> thresholds = space.thresholds(point);
    Duration proposing = stopwatch.lap();
    double accuracy = session.accuracy(thresholds);
    Duration judging = stopwatch.lap();
    FoldingOutcome outcome = folding.evaluate(thresholds);
    Duration folded = stopwatch.lap();
    Trial trial = trial(trials, point, accuracy, outcome);
    file.append(trial);
    return new Step(trial, new TrialTimes(proposing, judging, folded, stopwatch.lap()));
  }

  private List<Double> propose(List<Trial> trials) {
    int number = trials.size();
    if (number < WARM_STARTS.size()) {
      return space.uniform(WARM_STARTS.get(number));
    }
    List<Observation> history =
        trials.stream().map(t -> new Observation(t.point(), t.objective())).toList();
    return sampler.suggest(history, options.seed(), number);
  }

  private Trial trial(
      List<Trial> trials, List<Double> point, double accuracy, FoldingOutcome outcome) {
    double plainAccuracy = trials.isEmpty() ? accuracy : trials.get(0).accuracy();
    FoldingOutcome plain = trials.isEmpty() ? outcome : outcome(trials.get(0));
    double value = options.objective().value(accuracy, outcome, plainAccuracy, plain);
    return new Trial(
        trials.size(),
        point,
        value,
        accuracy,
        outcome.pairSparsity(),
        outcome.cyclesPerImage(),
        outcome.dsp());
  }

  private static FoldingOutcome outcome(Trial trial) {
    return new FoldingOutcome(trial.pairSparsity(), trial.cyclesPerImage(), trial.dsp());
  }

  private StudyHeader header() {
    Map<String, String> described = options.described();
    described.putAll(folding.described());
    return new StudyHeader(
        StudyHeader.FORMAT_VERSION,
        network.name(),
        Digests.of(network),
        Digests.of(images),
        options.seed(),
        described);
  }

  private SearchProgress.Event event(Step step, List<Trial> trials, int before, long nanoseconds) {
    Duration elapsed = Duration.ofNanos(nanoseconds);
    int left = options.trials() - trials.size();
    Duration remaining = elapsed.multipliedBy(left).dividedBy(trials.size() - before);
    return new SearchProgress.Event(
        step.trial(),
        options.objective().best(trials),
        trials.get(0),
        options.trials(),
        elapsed,
        remaining,
        step.times());
  }

  private SearchResult result(List<Trial> trials) {
    Trial best = options.objective().best(trials);
    return new SearchResult(
        best,
        space.thresholds(best.point()),
        trials.get(0),
        trials,
        trials.size() >= options.trials());
  }

  @Override
  public void close() {
    session.close();
  }

  /** Times the parts of a trial. */
  private static final class Stopwatch {
    private long last = System.nanoTime();

    Duration lap() {
      long now = System.nanoTime();
      Duration lap = Duration.ofNanos(now - last);
      last = now;
      return lap;
    }
  }
}
