package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.NoWork;
import org.sparseloom.pipeline.OnePixel;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.resource.ResourceModel;

/**
 * Folds every layer of a network so that the slowest stage or connection is as fast as the budget
 * allows, and everything else as cheap as that interval allows (hass.md section 3).
 *
 * <p>For an interval every layer can use any candidate that is no slower; which ones are taken
 * together is a matter of prices and of the beats between neighbours ({@link BudgetPlanner}). The
 * least interval is found by bisection over all cycles that occur; where several resources are
 * scarce at once that can miss a chain, so what the baseline finds ({@link GreedyRateBalancing}) is
 * looked at too, and the better of both is widened as the baseline does. One object serves many searches
 * for the same network and remembers what stages cost; it may be used by several threads.
 */
public final class FoldingSearch {
  /** Weight-activation pairs looked at for one layer: wide layers are judged by fewer pixels. */
  private static final long MOST_PAIRS = 16_000_000;

  private static final int LEAST_PIXELS = 8;

  /** Share of the pairs from which lists are worth that all layers take pixels side by side. */
  private static final double LEAST_SHARE_OF_LISTS = 0.25;

  private final List<CandidateSource> sources;
  private final Connections connections;

  /** With deep FIFOs in UltraRAM. */
  private final Connections relieved;

  /** What layers can be hangs on the data, but is asked for again for the lower bound. */
  private final AtomicReference<Asked> last = new AtomicReference<>();

  /** By options whose engines are not dense alone. */
  private final Map<FoldingOptions, Double> denseIntervals = new ConcurrentHashMap<>();

  /** A search with the costs of a resource model. */
  public FoldingSearch(QuantisedNetwork network, ResourceModel model) {
    List<Integer> weights = OnePixel.weights(network.network());
    this.sources =
        IntStream.range(0, weights.size())
            .mapToObj(
                layer ->
                    new CandidateSource(
                        network.layers().get(layer),
                        stage -> costs(stage, model),
                        weights.get(layer)))
            .toList();
    List<List<Integer>> producers = PipelineBuilder.producers(network.network());
    this.connections = new Connections(sources, producers, model::of, false);
    this.relieved = new Connections(sources, producers, model::of, true);
  }

  /** Returns what a stage costs with its memories in block RAM, and in UltraRAM if that frees some. */
  private static List<Resources> costs(Stage stage, ResourceModel model) {
    Resources inBlocks = model.of(stage);
    Resources freed = MemoryPlacement.freedAtMost(stage, model);
    return freed.equals(Resources.NONE)
        ? List.of(inBlocks)
        : List.of(inBlocks, inBlocks.plus(freed));
  }

  /**
   * Returns the best folding; deep FIFOs are in UltraRAM only if there is none without.
   *
   * @param work by layer name, of all layers with weights
   * @throws org.sparseloom.problem.UserProblem DOES_NOT_FIT, saying what is short and by how much
   */
  public FoldingResult find(Map<String, Work> work, FoldingOptions options) {
    return findIfAny(work, options, false)
        .or(() -> findIfAny(work, options, true))
        .orElseThrow(() -> shortage(work, options));
  }

  /**
   * Returns the best folding; empty if there is none that fits and is as fast as asked for.
   *
   * @param ultraFifos whether deep FIFOs are in UltraRAM
   */
  public Optional<FoldingResult> findIfAny(
      Map<String, Work> work, FoldingOptions options, boolean ultraFifos) {
    if (ultraFifos && options.budget().uram() == 0) {
      return Optional.empty();
    }
    IntervalRange range = range(work, options);
    return find(chain(work, options, range, ultraFifos), options)
        .or(() -> find(chain(work, options, range.unbounded(), ultraFifos), options));
  }

  /**
   * Returns an interval that no folding of the candidates looked at can beat, by proof: there are prices at which every
   * chain for a shorter one costs more than the whole budget. How far a result is above it is the most
   * that a better search could gain.
   *
   * @param found what {@link #find} returned for the same work and options
   */
  public double lowerBound(Map<String, Work> work, FoldingOptions options, FoldingResult found) {
    IntervalRange range = range(work, options);
    Chain chain = chain(work, options, range, found.ultraFifos());
    if (intervals(chain).length == 0 || found.cyclesPerImage() > range.most()) {
      // It was not found among these.
      chain = chain(work, options, range.unbounded(), found.ultraFifos());
    }
    BudgetPlanner planner = new BudgetPlanner(chain, options);
    double[] intervals = intervals(chain);
    int low = -1;
    int high = Math.min(intervals.length - 1, at(intervals, found.cyclesPerImage()));
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (planner.ruledOut(intervals[middle])) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.min(found.cyclesPerImage(), intervals[high]);
  }

  private Optional<FoldingResult> find(Chain chain, FoldingOptions options) {
    BudgetPlanner planner = new BudgetPlanner(chain, options);
    Optional<List<Candidate>> chosen =
        options.intervalAtMost().isPresent()
            ? planner.cheapest(options.intervalAtMost().getAsDouble(), Optional.empty())
            : fastest(chain, planner, options)
                .flatMap(
                    found ->
                        planner.cheapest(
                            chain.result(found).cyclesPerImage(), Optional.of(found)));
    return chosen.map(chain::result);
  }

  /** Returns the range of use: all layers may take pixels side by side if lists are for many pairs. */
  private IntervalRange range(Map<String, Work> work, FoldingOptions options) {
    IntervalRange range = IntervalRange.of(sources, options);
    long all = 0;
    long withLists = 0;
    for (CandidateSource source : sources) {
      if (source.needsWork()) {
        all += source.macs();
        withLists += source.gains().lists(workOf(source, work), options) ? source.macs() : 0;
      }
    }
    boolean many = withLists > LEAST_SHARE_OF_LISTS * all;
    IntervalRange whole = options.sideBySide() && many ? range.withLists() : range;
    boolean fastest = options.intervalAtMost().isEmpty();
    return fastest && options.effort() == FoldingOptions.Effort.QUICK
        ? whole.within(denseInterval(work, options))
        : whole;
  }

  /**
   * Returns the interval that dense engines alone reach, infinite if they do not fit or may not be used:
   * other engines are taken to be faster. It does not hang on the data, so it is kept from one search to
   * the next.
   */
  private double denseInterval(Map<String, Work> work, FoldingOptions options) {
    List<String> dense = List.of(ConvolutionDenseStage.ENGINE);
    if (options.engines().equals(dense) || !options.engines().containsAll(dense)) {
      return Double.POSITIVE_INFINITY;
    }
    Double known = denseIntervals.get(options);
    if (known == null) {
      known =
          findIfAny(work, options.withEngines(dense), false)
              .map(FoldingResult::cyclesPerImage)
              .orElse(Double.POSITIVE_INFINITY);
      denseIntervals.put(options, known);
    }
    return known;
  }

  private UserProblem shortage(Map<String, Work> work, FoldingOptions options) {
    IntervalRange all = range(work, options).unbounded();
    boolean ultraFifos = options.budget().uram() > 0;
    return new Shortage(chain(work, Shortage.unlimited(options), all, ultraFifos), options)
        .problem();
  }

  /** Returns what the layers can be; shared with the baseline. */
  Chain chain(Map<String, Work> work, FoldingOptions options) {
    return chain(work, options, range(work, options), false);
  }

  /** Candidates for some work. */
  private record Asked(
      Map<String, Work> work, FoldingOptions options, IntervalRange range,
      List<LayerCandidates> layers) {
    boolean is(Map<String, Work> otherWork, FoldingOptions other, IntervalRange otherRange) {
      return work == otherWork && options.equals(other) && range.equals(otherRange);
    }
  }

  private Chain chain(
      Map<String, Work> work, FoldingOptions options, IntervalRange range, boolean ultraFifos) {
    Asked known = last.get();
    List<LayerCandidates> layers =
        known != null && known.is(work, options, range)
            ? known.layers()
            : sources.parallelStream()
                .map(source -> candidates(source, work, options, range))
                .toList();
    last.set(new Asked(work, options, range, layers));
    return new Chain(sources, layers, ultraFifos ? relieved : connections);
  }

  private static LayerCandidates candidates(
      CandidateSource source, Map<String, Work> work, FoldingOptions options,
      IntervalRange range) {
    long perPixel = source.macsPerPixel();
    int pixels = (int) Math.max(LEAST_PIXELS, Math.min(options.effort().pixels, MOST_PAIRS / perPixel));
    return source.candidates(Thinned.of(workOf(source, work), pixels), options, range);
  }

  private static Work workOf(CandidateSource source, Map<String, Work> work) {
    Work found = work.getOrDefault(source.name(), NoWork.INSTANCE);
    if (source.needsWork() && found.pixels() == 0) {
      throw new IllegalArgumentException(
          "no work was measured for layer " + source.name() + ", only for " + work.keySet());
    }
    return found;
  }

  /** Returns the chain of the shortest interval that prices, labels or the baseline lead to. */
  private static Optional<List<Candidate>> fastest(
      Chain chain, BudgetPlanner planner, FoldingOptions options) {
    GreedyRateBalancing greedy = new GreedyRateBalancing(chain, options);
    Optional<List<Candidate>> bisected = bisected(chain, planner, options);
    boolean baseline = bisected.isEmpty() || options.effort().labels > 0;
    return Stream.concat(
            bisected.map(greedy::widestFrom).stream(),
            (baseline ? greedy.widest() : Optional.<List<Candidate>>empty()).stream())
        .min(Comparator.comparingDouble(chosen -> chain.result(chosen).cyclesPerImage()));
  }

  /** Returns a chain of the least interval for which the planner finds one that fits. */
  private static Optional<List<Candidate>> bisected(
      Chain chain, BudgetPlanner planner, FoldingOptions options) {
    double[] intervals = intervals(chain);
    int low = -1;
    int high = intervals.length - 1;
    Optional<List<Candidate>> best =
        high < 0 ? Optional.empty() : planner.fitting(intervals[high]);
    while (best.isPresent()
        && high - low > 1
        && (low < 0 || intervals[high] > intervals[low] * options.effort().intervalRatio)) {
      int middle = (low + high) >>> 1;
      Optional<List<Candidate>> found = planner.fitting(intervals[middle]);
      if (found.isEmpty()) {
        low = middle;
      } else {
        best = found;
        high = at(intervals, chain.result(found.get()).cyclesPerImage());
      }
    }
    return best;
  }

  /** Returns all cycles that can be an interval, ascending, none below what some layer needs. */
  private static double[] intervals(Chain chain) {
    List<Double> values = new ArrayList<>();
    double least = 0;
    for (int i = 0; i < chain.length(); i++) {
      List<Candidate> all = chain.layer(i).all();
      if (all.isEmpty()) {
        return new double[0];
      }
      all.forEach(candidate -> values.add(candidate.cycles()));
      least = Math.max(least, all.stream().mapToDouble(Candidate::cycles).min().orElseThrow());
      for (int port = 0; port < chain.producers(i).size(); port++) {
        addLinks(chain, i, port, values);
      }
    }
    double floor = least;
    return values.stream().mapToDouble(d -> d).filter(d -> d >= floor).sorted().distinct().toArray();
  }

  private static void addLinks(Chain chain, int layer, int port, List<Double> values) {
    int producer = chain.producers(layer).get(port);
    if (producer == Edge.INPUT) {
      return;
    }
    List<Beat> to = chain.layer(layer).all().stream().map(Candidate::input).distinct().toList();
    chain.layer(producer).all().stream()
        .map(Candidate::output)
        .distinct()
        .forEach(
            from ->
                to.forEach(beat -> values.add(chain.link(layer, port, from, beat).cycles())));
  }

  private static int at(double[] intervals, double value) {
    int index = Arrays.binarySearch(intervals, value);
    return index >= 0 ? index : -index - 1;
  }
}
