package org.sparseloom.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
 * sampler proposes. A trial's hardware is found first, beside the images of the trials before it, and says
 * how many images the trial may lose to be worth it; it is given up as soon as it has surely lost more
 * ({@link Race}). Every trial is in the study file before any behind it; the same arguments give the same
 * trials, whether or not the study was interrupted.
 */
public final class ThresholdSearch implements AutoCloseable {
  private final Network network;
  private final JudgingImages images;
  private final FoldingEvaluator folding;
  private final SearchOptions options;
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
    Map<String, float[]> plain;
    JudgingImages few = images.first(options.scaleImages());
    try (ThresholdSession session = new ThresholdSession(network, few, options.threads())) {
      plain = session.outputs(few.pixels(), Map.of());
    }
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
    // Trial 0 is needed by all others, so at least that one is done.
    if (file.trials().size() < options.trials() && !stopped(file)) {
      try (Run run = new Run(file, progress)) {
        run.all();
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
    try (ThresholdSession session = new ThresholdSession(network, images, options.threads())) {
      Stopwatch stopwatch = new Stopwatch();
      Judgement judgement = Judgement.whole(session.answers(thresholds, Zeroing.PLAIN));
      Duration judging = stopwatch.lap();
      folding.evaluate(thresholds);
      return new FreshTrial(judgement.accuracy(), judging, stopwatch.lap());
    }
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
    FoldingOutcome then = trials.get(0).hardware();
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

  /** A trial whose hardware is being looked for. */
  private record UnderWay(
      List<Double> point,
      Map<String, Thresholds> thresholds,
      Duration proposing,
      Future<Folded> folded) {}

  private record Folded(FoldingOutcome outcome, Duration time) {}

  /** One call of {@link #run}. */
  private final class Run implements AutoCloseable {
    private final StudyFile file;
    private final SearchProgress progress;
    private final long begin = System.nanoTime();
    private final int before;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();

    /** Of the unpruned network, in the order in which images are judged. */
    private final List<Answer> plain;

    private final Duration judgingPlain;
    private final ThresholdSession session;
    private final MostLost mostLost;

    /** Judges the unpruned network: a study that goes on has its accuracy, but not its margins. */
    Run(StudyFile file, SearchProgress progress) {
      this.file = file;
      this.progress = progress;
      this.before = file.trials().size();
      Stopwatch stopwatch = new Stopwatch();
      List<Answer> answers;
      try (ThresholdSession unordered = new ThresholdSession(network, images, options.threads())) {
        answers = unordered.answers(Map.of(), Zeroing.FAST);
      }
      List<Integer> order = Race.order(answers);
      plain = order.stream().map(answers::get).toList();
      session = new ThresholdSession(network, images.inOrder(order), options.threads());
      mostLost = new MostLost(options, images.count(), Answer.right(plain));
      judgingPlain = stopwatch.lap();
    }

    void all() {
      while (file.trials().size() < options.trials() && !stopped(file)) {
        try {
          begin();
          end(underWay.remove());
        } catch (IllegalStateException e) {
          // The integer reference gives up when it is interrupted; its trial is done again later.
          if (!stopped(file)) {
            throw e;
          }
        }
      }
    }

    /** Proposes as many trials as may be under way and begins to look for their hardware. */
    private void begin() {
      int ended = file.trials().size();
      int most = Math.min(proposals.atOnce(ended), options.trials() - ended);
      while (underWay.size() < most) {
        Stopwatch stopwatch = new Stopwatch();
        List<Double> point =
            proposals.next(file.trials(), underWay.stream().map(UnderWay::point).toList());
        Map<String, Thresholds> thresholds = space.thresholds(point);
        Future<Folded> folded = folder.submit(() -> folded(thresholds));
        underWay.add(new UnderWay(point, thresholds, stopwatch.lap(), folded));
      }
    }

    private Folded folded(Map<String, Thresholds> thresholds) {
      Stopwatch stopwatch = new Stopwatch();
      FoldingOutcome outcome = folding.evaluate(thresholds);
      return new Folded(outcome, stopwatch.lap());
    }

    private void end(UnderWay trial) {
      // Warm starts look for what accuracy bears, whatever it is worth.
      boolean warm = proposals.isWarmStart(file.trials().size());
      int most =
          warm
              ? mostLost.toKeepAccuracy()
              : mostLost.toWin(folded(trial).outcome(), file.trials());
      Stopwatch stopwatch = new Stopwatch();
      Judgement judgement =
          file.trials().isEmpty()
              ? Judgement.whole(plain)
              : session.judged(trial.thresholds(), new Race(plain, most));
      Duration judging = file.trials().isEmpty() ? judgingPlain : stopwatch.lap();
      Folded folded = folded(trial);
      stopwatch.lap();
      file.append(trial(file.trials(), trial.point(), judgement, folded.outcome()));
      TrialTimes times =
          new TrialTimes(trial.proposing(), judging, folded.time(), stopwatch.lap());
      progress.finished(event(file.trials(), times, before, System.nanoTime() - begin));
    }

    private Folded folded(UnderWay trial) {
      try {
        return Uninterrupted.result(trial.folded());
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException("the search of a folding failed", cause);
  }

  private Trial trial(
      List<Trial> trials, List<Double> point, Judgement judgement, FoldingOutcome hardware) {
    double accuracy = judgement.accuracy();
    double plainAccuracy = trials.isEmpty() ? accuracy : trials.get(0).accuracy();
    FoldingOutcome plain = trials.isEmpty() ? hardware : trials.get(0).hardware();
    return new Trial(
        trials.size(),
        point,
        options.objective().value(accuracy, hardware, plainAccuracy, plain),
        accuracy,
        judgement.images(),
        judgement.givenUp(),
        hardware);
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
  }
}
