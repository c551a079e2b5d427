package org.sparseloom.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sparseloom.network.Network;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.search.SearchProgress.TrialTimes;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.StudyFile;
import org.sparseloom.search.study.StudyHeader;
import org.sparseloom.search.study.Trial;
import org.sparseloom.sparsity.Thresholds;

/**
 * The search of HASS (hass.md section 4): over all thresholds of a network at once, judging each
 * proposal by accuracy and by the best hardware that the thresholds allow. Trial 0 prunes nothing
 * and is what throughput and DSPs are measured against; other {@link WarmStarts} follow, then the
 * sampler proposes a batch at a time. A trial that is surely too bad by some of the images is given up
 * ({@link Hopelessness}), without a look at its hardware. Every trial is in the study file before any
 * behind it; the same arguments give the same trials, whether or not the study was interrupted.
 */
public final class ThresholdSearch implements AutoCloseable {
  /** Of the order of images: accuracy of the first ones must tell of all. */
  private static final long ORDER_SEED = 1;

  private final Network network;
  private final JudgingImages images;
  private final FoldingEvaluator folding;
  private final SearchOptions options;
  private final ThresholdSession session;
  private final ThresholdSpace space;
  private final Proposals proposals;
  private final ExecutorService folder = Executors.newSingleThreadExecutor(ThresholdSearch::daemon);

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
    session = new ThresholdSession(network, images.shuffled(ORDER_SEED), options.threads());
    List<float[]> few = images.pixels().subList(0, Math.min(options.scaleImages(), images.count()));
    Map<String, float[]> plain = session.outputs(few, Map.of());
    space =
        new ThresholdSpace(
            network, plain, options.largestWeightShare(), options.largestActivationShare(),
            options.mode());
    proposals = new Proposals(space, options);
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
    Run run = new Run(file, progress);
    // Trial 0 is needed by all others, so at least that one is done.
    while (file.trials().size() < options.trials() && !stopped(file)) {
      try {
        run.batch();
      } catch (IllegalStateException e) {
        // The integer reference gives up when it is interrupted; its trial is done again later.
        if (!stopped(file)) {
          throw e;
        }
      }
    }
    return result(file.trials());
  }

  private static boolean stopped(StudyFile file) {
    return Thread.currentThread().isInterrupted() && !file.trials().isEmpty();
  }

  /** Judges a trial once more and from nothing, to measure what the search is worth. */
  public FreshTrial fresh(Trial trial) {
    Map<String, Thresholds> thresholds = space.thresholds(trial.point());
    Stopwatch stopwatch = new Stopwatch();
    Judgement judgement = session.judged(thresholds, Zeroing.PLAIN, Hopelessness.never());
    Duration judging = stopwatch.lap();
    folding.evaluate(thresholds);
    return new FreshTrial(judgement.accuracy(), judging, stopwatch.lap());
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
    FoldingOutcome then = trials.get(0).outcome();
    FoldingOutcome today = folding.evaluate(space.thresholds(trials.get(0).point()));
    if (!today.equals(then)) {
      throw UserProblem.usage(
          "study file "
              + study
              + " was made with another model of the hardware: trial 0 took "
              + then
              + ", now "
              + today,
          "it is of an older version of this program; remove it to start anew.");
    }
  }

  /** A trial's images are judged, its hardware is being looked for. */
  private record Judged(
      List<Double> point,
      Judgement judgement,
      Duration proposing,
      Duration judging,
      Future<Folded> folded) {}

  private record Folded(Optional<FoldingOutcome> outcome, Duration time) {}

  /** One call of {@link #run}. */
  private final class Run {
    private final StudyFile file;
    private final SearchProgress progress;
    private final long begin = System.nanoTime();
    private final int before;
    private final Deque<Judged> waiting = new ArrayDeque<>();
    private List<Boolean> plain = List.of();

    Run(StudyFile file, SearchProgress progress) {
      this.file = file;
      this.progress = progress;
      this.before = file.trials().size();
    }

    /** Proposes trials together and ends them one after the other. */
    void batch() {
      waiting.clear();
      List<Trial> known = file.trials();
      int count = Math.min(proposals.together(known.size()), options.trials() - known.size());
      List<List<Double>> points = new ArrayList<>();
      for (int i = 0; i < count && !stopped(file); i++) {
        Stopwatch stopwatch = new Stopwatch();
        List<Double> point = proposals.next(known, points);
        points.add(point);
        waiting.add(judged(point, stopwatch));
        while (!waiting.isEmpty() && waiting.peek().folded().isDone() && !stopped(file)) {
          end(waiting.remove());
        }
      }
      while (!waiting.isEmpty() && !stopped(file)) {
        end(waiting.remove());
      }
    }

    private Judged judged(List<Double> point, Stopwatch stopwatch) {
      Map<String, Thresholds> thresholds = space.thresholds(point);
      Duration proposing = stopwatch.lap();
      Judgement judgement = judgement(thresholds);
      Duration judging = stopwatch.lap();
      return new Judged(
          point, judgement, proposing, judging,
          folder.submit(() -> folded(thresholds, judgement)));
    }

    /** Trial 0 is judged by all images; a study that goes on has its accuracy, but not which are right. */
    private Judgement judgement(Map<String, Thresholds> thresholds) {
      if (plain.isEmpty()) {
        Judgement unpruned = session.judged(Map.of(), Hopelessness.never());
        plain = unpruned.verdicts();
        if (file.trials().isEmpty()) {
          return unpruned;
        }
      }
      return session.judged(thresholds, options.hopelessness(plain));
    }

    private Folded folded(Map<String, Thresholds> thresholds, Judgement judgement) {
      Stopwatch stopwatch = new Stopwatch();
      Optional<FoldingOutcome> outcome =
          judgement.hopeless() ? Optional.empty() : Optional.of(folding.evaluate(thresholds));
      return new Folded(outcome, stopwatch.lap());
    }

    private void end(Judged judged) {
      Folded folded;
      try {
        folded = Uninterrupted.result(judged.folded());
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
      Stopwatch stopwatch = new Stopwatch();
      file.append(trial(file.trials(), judged, folded.outcome()));
      TrialTimes times =
          new TrialTimes(judged.proposing(), judged.judging(), folded.time(), stopwatch.lap());
      progress.finished(event(file.trials(), times, before, System.nanoTime() - begin));
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException("the search of a folding failed", cause);
  }

  private Trial trial(List<Trial> trials, Judged judged, Optional<FoldingOutcome> outcome) {
    double accuracy = judged.judgement().accuracy();
    double plainAccuracy = trials.isEmpty() ? accuracy : trials.get(0).accuracy();
    FoldingOutcome plain =
        trials.isEmpty() ? outcome.orElseThrow() : trials.get(0).outcome();
    Objective objective = options.objective();
    double value =
        outcome
            .map(known -> objective.value(accuracy, known, plainAccuracy, plain))
            .orElseGet(() -> objective.valueOfHopeless(accuracy, plainAccuracy, plain));
    return new Trial(
        trials.size(), judged.point(), value, accuracy, judged.judgement().verdicts().size(), outcome);
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

  private SearchProgress.Event event(
      List<Trial> trials, TrialTimes times, int before, long nanoseconds) {
    Duration elapsed = Duration.ofNanos(nanoseconds);
    int left = options.trials() - trials.size();
    Duration remaining = elapsed.multipliedBy(left).dividedBy(trials.size() - before);
    return new SearchProgress.Event(
        trials.get(trials.size() - 1),
        options.objective().best(trials),
        trials.get(0),
        options.trials(),
        elapsed,
        remaining,
        times);
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

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "folding");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    folder.shutdownNow();
    session.close();
  }
}
