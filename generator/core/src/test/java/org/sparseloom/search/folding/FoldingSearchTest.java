package org.sparseloom.search.folding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.testing.QuantisedChains;

class FoldingSearchTest {
  private static final ResourceModel MODEL = ResourceModel.standard("xc7");
  private static final Device Z7020 = Devices.named("Z7020");

  @Test
  void smallChainsAreFoldedAsWellAsTryingEverythingDoes() {
    Random random = new Random(1);
    int solved = 0;
    List<Double> gaps = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      QuantisedNetwork network = tiny(random);
      Map<String, Work> work = QuantisedChains.work(network, 8, 0.1 + 0.8 * random.nextDouble(), i);
      FoldingSearch search = new FoldingSearch(network, MODEL);
      FoldingOptions options = new FoldingOptions(
          "test", Allowance.ALL.withEngines(List.of("sparse", "dense")), scarce(random), java.util.OptionalDouble.empty(),
          FoldingOptions.Effort.FULL, true);
      Optional<FoldingResult> best = byTryingEverything(search.chain(work, options), options);
      if (best.isEmpty()) {
        assertThrows(UserProblem.class, () -> search.find(work, options));
      } else {
        solved++;
        FoldingResult found = search.find(work, options);
        assertEquals(best.get().cyclesPerImage(), found.cyclesPerImage(), 1e-9);
        double bound = search.lowerBound(work, options, found);
        assertTrue(bound <= best.get().cyclesPerImage(), bound + " above " + best);
        gaps.add(found.cyclesPerImage() / bound);
        Resources shares = Prices.ofShares(options.budget());
        assertEquals(
            PricedPlanner.price(best.get().resources(), shares),
            PricedPlanner.price(found.resources(), shares),
            1e-9);
      }
    }
    assertTrue(solved > 10, "only " + solved + " had a solution");
    double meanGap = gaps.stream().mapToDouble(gap -> gap).average().orElseThrow();
    assertTrue(meanGap < 1.25, "lower bounds are loose: " + meanGap);
  }

  @Test
  void theGreedyBaselineIsNeverBetter() {
    Random random = new Random(2);
    List<Double> gains = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      QuantisedNetwork network = medium(random);
      Map<String, Work> work = QuantisedChains.work(network, 6, 0.1 + 0.8 * random.nextDouble(), i);
      FoldingSearch search = new FoldingSearch(network, MODEL);
      FoldingOptions options =
          FoldingOptions.fastestOn(Devices.named(Devices.names().get(i % 3)));
      Optional<FoldingResult> greedy =
          new GreedyRateBalancing(search.chain(work, options), options).find();
      if (greedy.isPresent()) {
        FoldingResult found = search.find(work, options);
        FoldingResult quick =
            search.find(work, options.withEffort(FoldingOptions.Effort.QUICK));
        assertTrue(found.resources().fitsIn(options.budget()));
        assertTrue(
            found.cyclesPerImage() <= greedy.get().cyclesPerImage() + 1e-9,
            network.network().layers() + ": " + found + " is worse than " + greedy.get());
        assertTrue(quick.cyclesPerImage() <= greedy.get().cyclesPerImage() * 1.05);
        gains.add(greedy.get().cyclesPerImage() / found.cyclesPerImage());
      }
    }
    assertTrue(gains.size() >= 50, "the baseline fitted only " + gains.size());
    assertTrue(gains.stream().mapToDouble(gain -> gain).average().orElseThrow() > 1.02);
  }

  @Test
  void theEstimatorOfTheBuiltPipelineAgrees() {
    QuantisedNetwork network = QuantisedChains.fashion();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.2, 3);
    FoldingResult found =
        new FoldingSearch(network, MODEL).find(work, FoldingOptions.fastestOn(Z7020));
    Pipeline pipeline = PipelineBuilder.build(network, found.choices(), Z7020);
    PipelineEstimate estimate =
        new PipelineEstimator(MODEL).estimate(pipeline, work, Z7020.clockMegahertz());
    assertEquals(found.cyclesPerImage(), estimate.cyclesPerImage(), 1e-6);
    assertEquals(found.resources().lut(), estimate.resources().lut(), 1e-6);
    assertEquals(found.resources().dsp(), estimate.resources().dsp());
    assertTrue(estimate.resources().fitsIn(Z7020.budget()));
  }

  @Test
  void pixelsGoSideBySideOnlyWhereOneACycleIsTooSlow() {
    QuantisedNetwork network =
        QuantisedChains.from(3, 16, 16).half(8).depthwise().pointwise(8).maximum().average().network();
    Map<String, Work> work = QuantisedChains.work(network, 64, 0.5, 6);
    FoldingSearch search = new FoldingSearch(network, MODEL);
    FoldingOptions options = FoldingOptions.fastestOn(Devices.named("U250"));

    // 256 pixels come in; behind the stride there are 64. Depthwise ones share multipliers.
    FoldingResult slow = search.find(work, options.withIntervalAtMost(400));
    assertEquals(1, slow.choices().get(0).pixels(), slow.toString());
    assertEquals(2, slow.choices().get(1).pixels(), slow.toString());
    assertEquals(1, slow.choices().get(2).pixels(), slow.toString());

    FoldingResult fast = search.find(work, options.withIntervalAtMost(100));
    assertTrue(fast.cyclesPerImage() <= 100, fast.toString());
    assertEquals(4, fast.choices().get(0).pixels(), fast.toString());
    Pipeline pipeline = PipelineBuilder.build(network, fast.choices(), Z7020);
    PipelineEstimate estimate =
        new PipelineEstimator(MODEL).estimate(pipeline, work, Z7020.clockMegahertz());
    assertEquals(fast.cyclesPerImage(), estimate.cyclesPerImage(), 1e-6);
    assertEquals(fast.resources().lut(), estimate.resources().lut(), 1e-6);
  }

  @Test
  void anIntervalThatNeedNotBeShorterIsReachedWithLess() {
    QuantisedNetwork network = QuantisedChains.fashion();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.2, 4);
    FoldingSearch search = new FoldingSearch(network, MODEL);
    FoldingResult fast = search.find(work, FoldingOptions.fastestOn(Z7020));
    FoldingResult slow =
        search.find(
            work,
            FoldingOptions.fastestOn(Z7020).withIntervalAtMost(3 * fast.cyclesPerImage()));
    assertTrue(slow.cyclesPerImage() <= 3 * fast.cyclesPerImage());
    Resources shares = Prices.ofShares(Z7020.budget());
    assertTrue(
        PricedPlanner.price(slow.resources(), shares)
            < PricedPlanner.price(fast.resources(), shares) / 2,
        slow + " beside " + fast);
  }

  /** Dense engines reach an interval that is asked for in fewer cycles than that: trials must not, too. */
  @Test
  void trialsUseTheWholeIntervalThatIsAskedFor() {
    QuantisedNetwork network = QuantisedChains.fashion();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.2, 4);
    FoldingSearch search = new FoldingSearch(network, MODEL);
    Resources shares = Prices.ofShares(Z7020.budget());
    for (double asked = 12000; asked < 100000; asked *= 1.3) {
      FoldingOptions options = FoldingOptions.fastestOn(Z7020).withIntervalAtMost(asked);
      FoldingResult design = search.find(work, options);
      FoldingResult trial = search.find(work, options.withEffort(FoldingOptions.Effort.QUICK));
      assertTrue(trial.cyclesPerImage() <= asked);
      assertTrue(
          PricedPlanner.price(trial.resources(), shares)
              < 1.05 * PricedPlanner.price(design.resources(), shares),
          asked + " cycles: " + trial + " beside " + design);
    }
  }

  @Test
  void aSearchThatHasSeenOtherWorkFindsWhatANewOneFinds() {
    QuantisedNetwork network = QuantisedChains.fashion();
    FoldingOptions options = FoldingOptions.fastestOn(Z7020);
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.1, 3);
    FoldingSearch search = new FoldingSearch(network, MODEL);
    FoldingResult other = search.find(QuantisedChains.work(network, 8, 0.6, 4), options);
    FoldingResult found = search.find(work, options);
    assertEquals(new FoldingSearch(network, MODEL).find(work, options), found);
    assertTrue(found.cyclesPerImage() < other.cyclesPerImage());
  }

  /** What the search thinks can be in UltraRAM is what the built design then has there. */
  @Test
  void weightsGoToUltraMemoryWhereBlockRamIsShort() {
    QuantisedNetwork network = QuantisedChains.fashion();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.2, 3);
    Resources limits = new Resources(220, 53200, 106400, 7, 40);
    Device scarce = new Device("scarce", "xc7", limits, 1, 100);
    FoldingSearch search = new FoldingSearch(network, MODEL);
    // Columns are as long as the weights want, which the made-up work says nothing of.
    List<String> engines = List.of("sparse", "dense", "skip");
    FoldingResult found =
        search.find(work, FoldingOptions.fastestOn(scarce).withEngines(engines));
    Pipeline pipeline = PipelineBuilder.build(network, found.choices(), scarce);
    Resources built = new PipelineEstimator(MODEL).resources(pipeline);
    assertTrue(built.uram() > 0 && built.fitsIn(limits), () -> built.toString());
    assertThrows(
        UserProblem.class,
        () ->
            search.find(
                work,
                FoldingOptions.fastestOn(scarce)
                    .withBudget(new Resources(220, 53200, 106400, 7, 0))));
  }

  /** With many DSP slices but few LUTs all that fits is slower than what the search looks at first. */
  @Test
  void theLowerBoundHoldsForDesignsThatAreFoundOutsideTheUsualRange() {
    QuantisedNetwork network = QuantisedChains.from(16, 12, 12).same(16).same(16).network();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.9, 7);
    FoldingSearch search = new FoldingSearch(network, MODEL);
    FoldingOptions options =
        FoldingOptions.fastestOn(Z7020).withBudget(new Resources(2000, 1300, 106400, 140, 0));
    FoldingResult found = search.find(work, options);
    assertTrue(
        IntStream.range(0, 2).anyMatch(i -> search.chain(work, options).layer(i).all().isEmpty()));
    double bound = search.lowerBound(work, options, found);
    assertTrue(bound > 0 && bound <= found.cyclesPerImage(), bound + " for " + found);
  }

  @Test
  void onlyAllowedEnginesAreChosen() {
    QuantisedNetwork network = QuantisedChains.fashion();
    Map<String, Work> work = QuantisedChains.work(network, 8, 0.2, 5);
    for (String engine : ConvolutionChoice.ENGINES) {
      FoldingResult found =
          new FoldingSearch(network, MODEL)
              .find(work, FoldingOptions.fastestOn(Z7020).withEngines(List.of(engine)));
      assertTrue(
          found.choices().stream().allMatch(choice -> List.of(engine, "pool").contains(choice.engine())));
    }
  }

  @Test
  void whatDoesNotFitIsToldWithWhatIsShort() {
    QuantisedNetwork network = QuantisedChains.from(4, 6, 6).same(8).same(8).network();
    Map<String, Work> work = QuantisedChains.work(network, 4, 0.5, 6);
    FoldingOptions options =
        FoldingOptions.fastestOn(Z7020).withBudget(new Resources(1, 53200, 106400, 140, 0));
    UserProblem problem =
        assertThrows(
            UserProblem.class, () -> new FoldingSearch(network, MODEL).find(work, options));
    assertEquals(ExitCode.DOES_NOT_FIT, problem.exitCode());
    assertEquals(
        "the network does not fit Z7020: even its smallest folding needs"
            + " 2 DSP, usable are 1 (short by 1)",
        problem.getMessage());
    UserProblem tooFast =
        assertThrows(
            UserProblem.class,
            () ->
                new FoldingSearch(network, MODEL)
                    .find(work, FoldingOptions.fastestOn(Z7020).withIntervalAtMost(5)));
    assertEquals("no folding takes at most 5 cycles per image", tooFast.getMessage());
  }

  private static QuantisedNetwork tiny(Random random) {
    int first = 1 + random.nextInt(3);
    int second = 2 + random.nextInt(3);
    QuantisedChains chain = QuantisedChains.from(first, 4, 4).pointwise(second);
    if (random.nextBoolean()) {
      chain.maximum();
    }
    return chain.pointwise(2 + random.nextInt(2)).network();
  }

  private static QuantisedNetwork medium(Random random) {
    int[] widths = {4, 6, 8, 12, 16};
    QuantisedChains chain = QuantisedChains.from(1 + random.nextInt(3), 12, 12);
    int layers = 2 + random.nextInt(3);
    for (int i = 0; i < layers; i++) {
      int outputs = widths[random.nextInt(widths.length)];
      switch (random.nextInt(3)) {
        case 0 -> chain.same(outputs);
        case 1 -> chain.pointwise(outputs);
        default -> chain.half(outputs);
      }
    }
    return chain.average().pointwise(5).network();
  }

  private static Resources scarce(Random random) {
    return new Resources(
        4 + random.nextInt(20),
        600 + random.nextInt(2500),
        1000 + random.nextInt(4000),
        1 + random.nextInt(8) / 2.0,
        0);
  }

  private static Optional<FoldingResult> byTryingEverything(Chain chain, FoldingOptions options) {
    List<FoldingResult> all = new ArrayList<>();
    everyResult(chain, new ArrayList<>(), options.budget(), all);
    Resources shares = Prices.ofShares(options.budget());
    return all.stream()
        .min(
            java.util.Comparator.comparingDouble(FoldingResult::cyclesPerImage)
                .thenComparingDouble(result -> PricedPlanner.price(result.resources(), shares)));
  }

  private static void everyResult(
      Chain chain, List<Candidate> chosen, Resources budget, List<FoldingResult> all) {
    if (chosen.size() == chain.length()) {
      FoldingResult result = chain.result(chosen);
      if (result.resources().fitsIn(budget)) {
        all.add(result);
      }
      return;
    }
    for (Candidate candidate : chain.layer(chosen.size()).all()) {
      chosen.add(candidate);
      everyResult(chain, chosen, budget, all);
      chosen.remove(chosen.size() - 1);
    }
  }
}
