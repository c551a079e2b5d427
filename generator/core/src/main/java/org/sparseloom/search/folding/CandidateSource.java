package org.sparseloom.search.folding;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.Arithmetic;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.DepthwiseStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LineBuffer;
import org.sparseloom.layer.Multiplication;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Work;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.DepthwiseChoice;
import org.sparseloom.pipeline.JoinDepths;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.MultiplicationChoice;
import org.sparseloom.pipeline.NonlinearityChoice;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.pipeline.RoutingChoice;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;

/**
 * All ways to build one layer. What a choice costs does not hang on the data but for the length of lists,
 * so it is kept from one search to the next.
 */
final class CandidateSource {
  /** Layers without weights that are not pooled. */
  private static final Map<Class<? extends Layer>, LanesAndPixels> CHANNEL_WISE =
      Map.of(
          Addition.class, AdditionChoice::new,
          Multiplication.class, MultiplicationChoice::new,
          Nonlinearity.class, NonlinearityChoice::new);

  /** What candidates are wanted. */
  private record Asked(FoldingOptions options, IntervalRange range) {}

  /** Makes a choice of lanes and pixels side by side. */
  private interface LanesAndPixels {
    LayerChoice of(int lanes, int pixels);
  }

  /** A stream out that is more times as fast as its stage only costs. */
  private static final double OUTPUT_HASTE = 2;

  /** The same of the stream in: engines with few columns visit many filters for a beat. */
  private static final double INPUT_HASTE = 128;

  private final QuantisedLayer quantised;
  private final Function<Stage, List<Resources>> cost;
  private final Map<Costed, List<Resources>> costs = new ConcurrentHashMap<>();

  /** Candidates whose cycles do not hang on the data, by what they hang on. */
  private final Map<Asked, List<Candidate>> fixed = new ConcurrentHashMap<>();

  private final Arithmetic arithmetic;
  private final EngineGains gains;
  private final int weight;

  CandidateSource(QuantisedLayer quantised, Function<Stage, List<Resources>> cost) {
    this(quantised, cost, 1);
  }

  /** As the other; candidates' cycles count so many times. */
  CandidateSource(QuantisedLayer quantised, Function<Stage, List<Resources>> cost, int weight) {
    this.quantised = quantised;
    this.weight = weight;
    this.cost = cost;
    this.arithmetic =
        quantised.weights().isPresent() ? Arithmetic.of(quantised) : Arithmetic.NONE;
    this.gains = new EngineGains(quantised, arithmetic);
  }

  String name() {
    return quantised.layer().name();
  }

  long macs() {
    return quantised.layer().macs();
  }

  /** Returns the pairs of an output pixel, at least 1. */
  long macsPerPixel() {
    return Math.max(1, macs() / quantised.layer().outputShape().pixels());
  }

  /** Returns the pixels of its largest stream. */
  long mostPixels() {
    return Math.max(
        quantised.layer().inputShape().pixels(), quantised.layer().outputShape().pixels());
  }

  /** Returns how many pixels of its input it can take side by side. */
  List<Integer> pixelCounts() {
    return quantised.layer().pixelCounts();
  }

  boolean needsWork() {
    return quantised.weights().isPresent();
  }

  /**
   * Returns every candidate that alone fits the budget, can be of use for an interval in the range, and
   * is not replaced by another.
   */
  LayerCandidates candidates(Work work, FoldingOptions options, IntervalRange range) {
    LayerCandidates candidates = new LayerCandidates(range);
    if (needsWork() && !((Convolution) quantised.layer()).depthwise()) {
      byData((Convolution) quantised.layer(), work, options, candidates);
      candidates.price(sketch -> priced(sketch, options));
    }
    fixed
        .computeIfAbsent(
            new Asked(options, range), asked -> whateverTheData(work, options, range).all())
        .forEach(candidates::add);
    return candidates;
  }

  /** Adds convolutions on engines whose cycles hang on the data. */
  private void byData(
      Convolution layer, Work work, FoldingOptions options, LayerCandidates candidates) {
    if (options.engines().contains(ConvolutionSparseStage.ENGINE)
        && gains.sparse(work, options)) {
      new SparseCandidates(this, layer, work, options).addTo(candidates);
    }
    if (options.engines().contains(ConvolutionSkipStage.ENGINE)) {
      new SkipCandidates(this, layer, work, options).addTo(candidates);
    }
    if (gains.columns(work, options)) {
      new ColumnCandidates(this, layer, work, options).addTo(candidates);
    }
    if (gains.lists(work, options)) {
      new ListCandidates(this, layer, work, options).addTo(candidates);
    }
  }

  private LayerCandidates whateverTheData(
      Work work, FoldingOptions options, IntervalRange range) {
    LayerCandidates candidates = new LayerCandidates(range);
    if (RoutingChoice.builds(quantised.layer())) {
      routing(work, candidates);
    } else if (!needsWork()) {
      LanesAndPixels choices =
          CHANNEL_WISE.getOrDefault(quantised.layer().getClass(), PoolingChoice::new);
      channelWise(choices, work, candidates);
    } else if (((Convolution) quantised.layer()).depthwise()) {
      new DepthwiseCandidates(this, (Convolution) quantised.layer(), work, options)
          .addTo(candidates);
    } else if (options.engines().contains(ConvolutionDenseStage.ENGINE)) {
      new DenseCandidates(this, (Convolution) quantised.layer(), work, options)
          .addTo(candidates);
    }
    candidates.price(sketch -> priced(sketch, options));
    return candidates;
  }

  /** Returns which engines can gain something here. */
  EngineGains gains() {
    return gains;
  }

  private void routing(Work work, LayerCandidates candidates) {
    for (int lanes : RoutingChoice.lanes(quantised.layer())) {
      LayerChoice choice = new RoutingChoice(lanes);
      Stage stage = choice.stage(quantised);
      offer(choice, stage, stage.cyclesPerImage(work), candidates);
    }
  }

  private void channelWise(
      LanesAndPixels choices, Work work, LayerCandidates candidates) {
    for (int lanes : ConvolutionGrid.divisors(quantised.layer().inputShape().channels())) {
      for (int pixels : candidates.range().pixelsWithLists(this)) {
        LayerChoice choice = choices.of(lanes, pixels);
        Stage stage = choice.stage(quantised);
        offer(choice, stage, stage.cyclesPerImage(work), candidates);
      }
    }
  }

  /** Returns whether a folding has no more multipliers than the budget and the work could bear. */
  boolean sensible(Folding folding, int pixels, FoldingOptions options, IntervalRange range) {
    Convolution layer = (Convolution) quantised.layer();
    long multipliers =
        (long) folding.multipliers() * LineBuffer.windowsPerBeat(layer.window(), pixels);
    Resources budget = options.budget();
    return multipliers <= budget.dsp() + budget.lut() / 10
        && range.sensible(macs(), multipliers);
  }

  /** Returns whether cycles per image of the layer are few enough for some interval in the range. */
  boolean inTime(double cycles, IntervalRange range) {
    return weight * cycles <= range.most();
  }

  /** Adds a candidate of known cycles with all multipliers that it can have. */
  void offer(
      String engine,
      Folding folding,
      int pixels,
      double cycles,
      FoldingOptions options,
      LayerCandidates candidates) {
    for (MultiplierKind kind : multiplierKinds(options, ConvolutionChoice.multipliers(engine))) {
      ConvolutionChoice choice = new ConvolutionChoice(engine, kind, folding, pixels);
      offer(choice, choice.stage(quantised, arithmetic), cycles, candidates);
    }
  }

  /** Adds a candidate whose stage and cycles are known. */
  void offer(
      ConvolutionChoice choice, Stage stage, double cycles, LayerCandidates candidates) {
    offer(Sketch.of(choice, stage, weight * cycles), candidates);
  }

  /** Returns what the layer's multipliers can be of, if its engine can have some kinds. */
  List<MultiplierKind> multiplierKinds(
      FoldingOptions options, List<MultiplierKind> ofEngine) {
    List<MultiplierKind> kinds = new ArrayList<>();
    for (MultiplierKind kind : options.allowed().multipliers()) {
      if (ofEngine.contains(kind)
          && kind.multiplies(quantised.input().operandBits(), quantised.weightBits())) {
        kinds.add(kind);
      }
    }
    // Some have nothing else, even where DSP slices are not wanted.
    return kinds.isEmpty() ? List.of(MultiplierKind.DSP) : kinds;
  }

  /**
   * Returns the lanes out that are worth a look: none if the engines are too slow or have too many
   * lanes in, and none that make the stream many times as fast as they are.
   *
   * @param engineCycles per image that the engines take whatever the lanes
   */
  List<Integer> outputLanes(
      Folding folding, int pixels, double engineCycles, IntervalRange range) {
    double needed = Math.max(range.enough() / weight, engineCycles);
    if (engineCycles > range.most() || !inputNeeded(folding, pixels, needed)) {
      return List.of();
    }
    Convolution layer = (Convolution) quantised.layer();
    double beatsOfOneLane =
        (double) layer.outputShape().elements() / LineBuffer.windowsPerBeat(layer.window(), pixels);
    return ConvolutionGrid.divisors(mostLanes(folding.parallelOutputs())).stream()
        .filter(lanes -> lanes == 1 || beatsOfOneLane / lanes * OUTPUT_HASTE >= needed)
        .toList();
  }

  /** Returns the most lanes out of engines in so many columns: a divisor of these and of the filters. */
  int mostLanes(int columns) {
    Convolution layer = (Convolution) quantised.layer();
    return BigInteger.valueOf(columns)
        .gcd(BigInteger.valueOf(layer.outputsPerGroup()))
        .intValueExact();
  }

  private boolean inputNeeded(Folding folding, int pixels, double cycles) {
    Convolution layer = (Convolution) quantised.layer();
    int lanes = folding.parallelInputs() * folding.channelsPerEngine();
    double beats = (double) layer.inputShape().elements() / lanes / pixels;
    return lanes == 1 || beats * INPUT_HASTE >= cycles;
  }

  /** As the other, for layers without engines in rows and columns. */
  void offer(LayerChoice choice, Stage stage, double cycles, LayerCandidates candidates) {
    offer(Sketch.of(choice, stage, weight * cycles), candidates);
  }

  private void offer(Sketch sketch, LayerCandidates candidates) {
    double cycles = sketch.cycles() / weight;
    boolean needless =
        sketch.choice().pixels() > pixelsAnyhow(sketch, candidates.range())
            && needless(sketch.choice().pixels(), cycles);
    if (!needless && cycles <= candidates.range().most()) {
      candidates.sketch(sketch);
    }
  }

  /** Returns whether pixels side by side are but dearer than channels, as there is no need for them. */
  boolean needless(int pixels, double cycles) {
    return pixels > 1 && cycles >= mostPixels();
  }

  /**
   * Returns how many pixels side by side may be taken for the sake of lists, in this layer or others, or of
   * multipliers that all of them share.
   */
  private static int pixelsAnyhow(Sketch sketch, IntervalRange range) {
    if (sketch.stage() instanceof DepthwiseStage depthwise && depthwise.allPixelsShare()) {
      return depthwise.input().pixels();
    }
    String engine = sketch.choice().engine();
    boolean otherEngine =
        ConvolutionChoice.ENGINES.contains(engine) && !engine.equals(ConvolutionListStage.ENGINE);
    return otherEngine ? 1 : range.pixelsOfLists();
  }

  /** Returns a candidate for every place that its memories can have, if the budget bears it. */
  private List<Candidate> priced(Sketch sketch, FoldingOptions options) {
    return costs.computeIfAbsent(Costed.of(sketch), costed -> cost.apply(sketch.stage())).stream()
        .filter(resources -> resources.fitsIn(options.budget()))
        .map(
            resources ->
                new Candidate(
                    sketch.choice(), sketch.cycles(), resources, Beat.of(sketch.stage().input()),
                    Beat.of(sketch.stage().output())))
        .toList();
  }

  ConvolutionGrid grid(Folding folding, int pixels) {
    return grid(MultiplierKind.DSP, folding, pixels);
  }

  ConvolutionGrid grid(MultiplierKind kind, Folding folding, int pixels) {
    return ConvolutionGrid.of(quantised, arithmetic, kind, folding, pixels);
  }

  /** Returns the width of accumulators that every row of engines has of its own. */
  int rowSumBits(Folding folding) {
    return arithmetic.sumBits(folding);
  }

  Stage stage(DepthwiseChoice choice) {
    return choice.stage(quantised, arithmetic);
  }

  /**
   * Returns a stage that takes and gives pixels as a candidate's does ({@link JoinDepths}). A convolution's
   * has one engine: of which kind they are does not matter, and lists of weights take long to make.
   */
  Stage played(Candidate candidate) {
    return candidate.choice() instanceof ConvolutionChoice convolution
        ? new ConvolutionDenseStage(grid(new Folding(1, 1, 1, 1, 1), convolution.pixels()))
        : candidate.choice().stage(quantised);
  }

  /** Returns the streams of all inputs if the first has such beats. */
  List<StreamFormat> inputs(Beat beat) {
    List<StreamFormat> streams = new ArrayList<>();
    for (int port = 0; port < quantised.inputs().size(); port++) {
      Shape shape = quantised.layer().inputShapes().get(port);
      // A factor for every channel is one pixel, however many of the others come side by side.
      int pixels = shape.equals(quantised.layer().inputShape()) ? beat.pixels() : 1;
      streams.add(new StreamFormat(shape, beat.lanes(), quantised.inputs().get(port), pixels));
    }
    return streams;
  }

  StreamFormat output(Beat beat) {
    return new StreamFormat(
        quantised.layer().outputShape(), beat.lanes(), quantised.output(), beat.pixels());
  }
}
