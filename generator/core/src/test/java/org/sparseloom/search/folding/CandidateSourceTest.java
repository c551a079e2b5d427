package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.Concatenation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.GridStage;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Work;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.NoWork;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.sparsity.MeasuredWork;
import org.sparseloom.sparsity.NonZeroMap;
import org.sparseloom.sparsity.WeightMasks;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Weights;
import org.sparseloom.testing.QuantisedChains;
import org.sparseloom.testing.RandomWork;

/** The ways to build a layer that the search knows of. */
class CandidateSourceTest {
  private static final FoldingOptions OPTIONS =
      FoldingOptions.fastestOn(
          Devices.named("Z7020"), allowed(List.of(MultiplierKind.DSP)));

  /**
   * With several beats a pixel a window takes three cycles to gather: nine multipliers are no faster. No
   * more lanes leave than must, and two pixels side by side are offered, as they share multipliers.
   */
  @Test
  void aDepthwiseConvolutionHasNoMoreThanItCanFeed() {
    QuantisedLayer layer = QuantisedChains.from(4, 6, 8).depthwise().network().layers().get(0);
    assertEquals(
        List.of(
            "lanes=1 N=1 R=1 P=2: 864", "lanes=1 N=1 R=1: 1728",
            "lanes=1 N=2 R=1 P=2: 480", "lanes=1 N=2 R=1: 960",
            "lanes=1 N=3 R=1 P=2: 288", "lanes=1 N=3 R=1: 576",
            "lanes=2 N=1 R=1 P=2: 432", "lanes=2 N=1 R=1: 864",
            "lanes=2 N=2 R=1 P=2: 240", "lanes=2 N=2 R=1: 480",
            "lanes=2 N=3 R=1 P=2: 144", "lanes=2 N=3 R=1: 288",
            "lanes=4 N=1 R=1 P=2: 216", "lanes=4 N=1 R=1: 432",
            "lanes=4 N=2 R=1 P=2: 120", "lanes=4 N=2 R=1: 240",
            "lanes=4 N=3 R=2 P=2: 72", "lanes=4 N=3 R=2: 144",
            "lanes=4 N=5 R=2 P=2: 54", "lanes=4 N=5 R=2: 102",
            "lanes=4 N=9 R=4 P=2: 36", "lanes=4 N=9 R=4: 60"),
        candidates(layer, new RandomWork((Convolution) layer.layer(), 4, 0.5, 1)));
  }

  /** Every second output is needed: of four pixels in come the two that share. */
  @Test
  void asManyDepthwisePixelsComeInAsMakeTwoThatShare() {
    QuantisedLayer layer = QuantisedChains.from(2, 8, 8).depthwiseHalf().network().layers().get(0);
    assertEquals(
        List.of(4),
        candidates(layer, new RandomWork((Convolution) layer.layer(), 4, 0.5, 1)).stream()
            .filter(candidate -> candidate.contains("P="))
            .map(candidate -> Integer.valueOf(candidate.replaceAll(".*P=(\\d+).*", "$1")))
            .distinct()
            .toList());
  }

  @Test
  void multipliersCanBeOfLutsIfFactorsAreNarrow() {
    FoldingOptions luts =
        FoldingOptions.fastestOn(
            Devices.named("Z7020"), allowed(List.of(MultiplierKind.LUT)));
    QuantisedLayer layer = QuantisedChains.from(2, 4, 4).depthwise().network().layers().get(0);
    assertEquals(
        List.of(
            "lanes=1 N=1 R=1 LUT: 288", "lanes=1 N=2 R=1 LUT: 160", "lanes=1 N=3 R=1 LUT: 96",
            "lanes=2 N=1 R=1 LUT: 144", "lanes=2 N=2 R=1 LUT: 80", "lanes=2 N=3 R=1 LUT: 48",
            "lanes=2 N=5 R=1 LUT: 36", "lanes=2 N=9 R=2 LUT: 24"),
        candidates(layer, new RandomWork((Convolution) layer.layer(), 4, 0.5, 1), luts));
  }

  private static Allowance allowed(List<MultiplierKind> multipliers) {
    return new Allowance(Allowance.ALL.engines(), multipliers, Integer.MAX_VALUE);
  }

  @Test
  void anAdditionHasLanes() {
    NumberFormat format = NumberFormat.unsigned(8);
    QuantisedLayer layer =
        new QuantisedLayer(
            new Addition("add", new Shape(4, 6, 8), Activation.RELU),
            List.of(format, format),
            List.of(1.0, 1.0),
            format,
            1,
            0,
            Optional.empty(),
            Optional.of(
                new Requantisation(List.of(0L, 0L), List.of(32768, 32768), 16, format, 0)));
    assertEquals(
        List.of("lanes=1: 192", "lanes=2: 96", "lanes=4: 48"),
        candidates(layer, NoWork.INSTANCE));
  }

  @Test
  void weightsHaveListsWhereManyAreZero() {
    QuantisedLayer layer = QuantisedChains.from(4, 6, 8).same(8).network().layers().get(0);
    Convolution convolution = (Convolution) layer.layer();
    IntervalRange range = IntervalRange.ALL.withLists();
    assertEquals(
        Set.of(1, 2), pixelsOfLists(layer, new RandomWork(convolution, 1, 0.2, 1), OPTIONS, range));
    Work full = new RandomWork(convolution, 8, 1, 1);
    assertEquals(Set.of(), pixelsOfLists(layer, full, OPTIONS, range));
    FoldingOptions nothingElse = OPTIONS.withEngines(List.of("list"));
    assertEquals(Set.of(1, 2), pixelsOfLists(layer, full, nothingElse, range));
  }

  /** Their clocks take too long for a trial, unless there is nothing else. */
  @Test
  void designsHaveColumnsWhereManyWeightsAreZeroButTrialsHaveNot() {
    QuantisedLayer layer = QuantisedChains.from(16, 6, 8).same(16).network().layers().get(0);
    Work sparse = everyNth(layer, 5, 3);
    Work full = new RandomWork((Convolution) layer.layer(), 8, 1, 1);
    FoldingOptions trial = OPTIONS.withEffort(FoldingOptions.Effort.QUICK);
    List<String> nothingElse = List.of("column");
    assertTrue(hasColumns(layer, sparse, OPTIONS));
    assertFalse(hasColumns(layer, full, OPTIONS));
    assertTrue(hasColumns(layer, full, OPTIONS.withEngines(nothingElse)));
    assertFalse(hasColumns(layer, sparse, trial));
    assertTrue(hasColumns(layer, sparse, trial.withEngines(nothingElse)));
  }

  /** Where few activations are left, sums are waited for that leave one at a time. */
  @Test
  void skippingEnginesHaveTheCyclesOfTheirStages() {
    QuantisedLayer layer = QuantisedChains.from(16, 6, 8).same(16).network().layers().get(0);
    Work work = everyNth(layer, 1, 29);
    List<Candidate> found = with(source(layer), work, "skip");
    for (Candidate candidate : found) {
      assertEquals(
          candidate.choice().stage(layer).cyclesPerImage(work), candidate.cycles(), 1e-6,
          candidate.toString());
    }
    assertTrue(
        found.stream().anyMatch(candidate -> drainCycles(candidate, layer) == candidate.cycles()),
        "no sum is waited for");
  }

  /** Cycles of an image in which nothing but the drain of sums takes time. */
  private static double drainCycles(Candidate candidate, QuantisedLayer layer) {
    ConvolutionGrid grid = ((GridStage) candidate.choice().stage(layer)).grid();
    return (double) grid.drainCycles() * layer.layer().outputShape().pixels() / grid.pixels();
  }

  /** Lists make two pixels' products a cycle, so columns gain only where activations are zero, too. */
  @Test
  void columnsAreNotLookedAtWhereListsAreFaster() {
    QuantisedLayer layer = QuantisedChains.from(16, 6, 8).same(16).network().layers().get(0);
    Work allActivations = everyNth(layer, 5, 1);
    assertFalse(hasColumns(layer, allActivations, OPTIONS.withEngines(List.of("column", "list"))));
    assertTrue(hasColumns(layer, allActivations, OPTIONS.withEngines(List.of("column", "dense"))));
  }

  /** One of so many weights and of so many activations is not zero. */
  private static Work everyNth(QuantisedLayer quantised, int weights, int activations) {
    Convolution layer = (Convolution) quantised.layer();
    int[] values = new int[layer.outputs() * layer.pairsPerOutput()];
    Arrays.setAll(values, i -> i % weights == 0 ? 1 : 0);
    boolean[] nonZero = new boolean[layer.inputShape().elements()];
    for (int i = 0; i < nonZero.length; i += activations) {
      nonZero[i] = true;
    }
    return MeasuredWork.of(
        WeightMasks.of(layer, new Weights(layer.outputs(), 3, 3, 16, values)),
        List.of(new NonZeroMap(layer.inputShape(), nonZero)),
        MeasuredWork.ALL_PIXELS, 1);
  }

  private static boolean hasColumns(QuantisedLayer layer, Work work, FoldingOptions options) {
    return source(layer).candidates(work, options, IntervalRange.ALL).all().stream()
        .anyMatch(candidate -> candidate.choice().engine().equals("column"));
  }

  /** Dense engines do two of a layer's pairs with a multiplier and cycle, zeros included. */
  @Test
  void sparseEnginesThatDenseOnesCannotKeepUpWithAreLookedAt() {
    QuantisedLayer layer = QuantisedChains.from(8, 4, 4).same(8).network().layers().get(0);
    Work work = new RandomWork((Convolution) layer.layer(), 16, 0.1, 1);
    CandidateSource source = source(layer);
    List<Candidate> beside = with(source, work, "dense", "sparse");
    int faster = 0;
    for (Candidate alone : with(source, work, "sparse")) {
      double dense = layer.layer().macs() / (2.0 * alone.choice().stage(layer).multipliers());
      if (alone.cycles() < dense) {
        faster++;
        assertTrue(
            beside.stream().anyMatch(other -> replaces(other, alone)), alone + " is left out");
      }
    }
    assertTrue(faster > 20, "only " + faster + " are faster than dense ones");
  }

  private static List<Candidate> with(CandidateSource source, Work work, String... engines) {
    return source
        .candidates(work, OPTIONS.withEngines(List.of(engines)), IntervalRange.ALL)
        .all();
  }

  private static boolean replaces(Candidate other, Candidate candidate) {
    return other.input().equals(candidate.input())
        && other.output().equals(candidate.output())
        && other.cycles() <= candidate.cycles()
        && other.cost().fitsIn(candidate.cost());
  }

  /** More pairs than 36, or more than three of them a cycle, take more levels of logic. */
  @Test
  void sparseEnginesAreNoDeeperThanOthers() {
    QuantisedLayer layer = QuantisedChains.from(8, 4, 4).same(8).network().layers().get(0);
    Work work = new RandomWork((Convolution) layer.layer(), 4, 0.9, 1);
    CandidateSource source = source(layer);
    Set<String> engines =
        with(source, work, "sparse").stream()
            .map(candidate -> (ConvolutionSparseStage) candidate.choice().stage(layer))
            .peek(stage -> assertEquals(Optional.empty(), stage.deepLogic()))
            .map(stage -> stage.grid().folding())
            .map(folding -> folding.channelsPerEngine() + " N=" + folding.multipliersPerEngine())
            .collect(Collectors.toSet());
    assertTrue(engines.containsAll(Set.of("4 N=3", "4 N=2")), engines.toString());
  }

  private static Set<Integer> pixelsOfLists(
      QuantisedLayer layer, Work work, FoldingOptions options, IntervalRange range) {
    return source(layer).candidates(work, options, range).all().stream()
        .map(Candidate::choice)
        .filter(choice -> choice.engine().equals("list"))
        .map(LayerChoice::pixels)
        .collect(Collectors.toSet());
  }

  @Test
  void aConcatenationHasLanesThatDivideAllItsInputs() {
    NumberFormat format = NumberFormat.unsigned(8);
    QuantisedLayer layer =
        new QuantisedLayer(
            new Concatenation("join", List.of(new Shape(4, 3, 2), new Shape(6, 3, 2))),
            List.of(format, format),
            List.of(1.0, 1.0),
            format,
            1,
            0,
            Optional.empty(),
            Optional.empty());
    assertEquals(List.of("lanes=1: 60", "lanes=2: 30"), candidates(layer, NoWork.INSTANCE));
  }

  private static List<String> candidates(QuantisedLayer layer, Work work) {
    return candidates(layer, work, OPTIONS);
  }

  private static List<String> candidates(
      QuantisedLayer layer, Work work, FoldingOptions options) {
    return source(layer)
        .candidates(work, options, IntervalRange.ALL).fronts().values().stream()
            .flatMap(List::stream)
            .map(found -> found.choice().summary() + ": " + (long) found.cycles())
            .sorted()
            .toList();
  }

  private static CandidateSource source(QuantisedLayer layer) {
    ResourceModel model = ResourceModel.standard("xc7");
    return new CandidateSource(layer, stage -> List.of(model.of(stage)));
  }
}
