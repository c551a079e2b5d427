package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.Folding;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.search.folding.FoldingOptions;
import org.sparseloom.search.folding.FoldingResult;
import org.sparseloom.search.folding.FoldingSearch;
import org.sparseloom.testing.QuantisedChains;

/** A network with a skip: 3x3 convolutions 0, 1, 2 and the sum of 2 and 0. */
class JoinDepthsTest {
  private static final int WIDTH = 16;

  @Test
  void theSkipHoldsTheRowsThatTheConvolutionsWaitFor() {
    Pipeline pipeline = pipeline();
    assertEquals(List.of(-1, 0, 1, 2, 0), pipeline.edges().stream().map(Edge::producer).toList());
    assertEquals(List.of(new Fork("fork_0", 0, 2)), pipeline.forks());
    List<Fifo> join = pipeline.into(3).stream().map(Edge::fifo).toList();
    assertEquals(2, join.get(0).depth(), "what comes last waits for nothing");
    // Row 0 of convolution 2 needs rows 0 and 1 of convolution 1, that one rows 0..2 of the input.
    int least = 3 * WIDTH;
    int depth = join.get(1).depth();
    assertTrue(depth >= least && depth <= least + 3 * WIDTH, "depth " + depth);
  }

  @Test
  void imagesPassAtTheSpeedOfTheSlowestStageAndNeverStandStill() {
    Pipeline pipeline = pipeline();
    PipelineTrace trace = PipelineTrace.of(pipeline, List.of(Map.of()), 8);
    double slowest =
        pipeline.stages().stream()
            .mapToDouble(stage -> stage.cyclesPerImage(NoWork.INSTANCE))
            .max()
            .orElseThrow();
    assertEquals(slowest, trace.cyclesPerImage(), slowest * 0.02);
  }

  @Test
  void aSearchCountsWhatTheEstimateCounts() {
    QuantisedNetwork network = network();
    FoldingResult found =
        new FoldingSearch(network, ResourceModel.standard("xc7"))
            .find(
                QuantisedChains.work(network, 64, 0.5, 1),
                FoldingOptions.fastestOn(Devices.named("Z7020")));
    Pipeline pipeline = PipelineBuilder.build(network, found.choices(), Devices.named("Z7020"));
    PipelineEstimate estimate =
        PipelineEstimator.forFamily("xc7")
            .estimate(pipeline, QuantisedChains.work(network, 64, 0.5, 1), 100);
    assertEquals(estimate.resources().lut(), found.resources().lut(), 1e-6);
    assertEquals(estimate.resources().bram36(), found.resources().bram36(), 1e-6);
    assertEquals(estimate.cyclesPerImage(), found.cyclesPerImage(), 1e-6);
  }

  private static Pipeline pipeline() {
    LayerChoice choice =
        new ConvolutionChoice("dense", new Folding(1, 4, 4, 12, 4));
    return PipelineBuilder.build(
        network(), List.of(choice, choice, choice, new AdditionChoice(4)), Devices.named("Z7020"));
  }

  private static QuantisedNetwork network() {
    return QuantisedChains.withSum(
        QuantisedChains.from(4, 12, WIDTH).same(4).same(4).same(4).network(), "conv2", "conv0");
  }
}
