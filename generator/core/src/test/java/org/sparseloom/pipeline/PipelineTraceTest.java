package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.search.folding.FoldingOptions;
import org.sparseloom.search.folding.FoldingResult;
import org.sparseloom.search.folding.FoldingSearch;
import org.sparseloom.testing.QuantisedChains;

class PipelineTraceTest {
  @Test
  void oneDenseStageTakesItsOwnTime() {
    QuantisedNetwork network = QuantisedChains.from(1, 6, 6).same(4).network();
    Pipeline pipeline =
        PipelineBuilder.build(network, List.of(dense(1, 1, 1, 1, 1)), Devices.named("Z7020"));
    PipelineTrace trace = PipelineTrace.of(pipeline, List.of(Map.of()), 8);
    assertEquals(36 * 4 * 9, trace.cyclesPerImage(), 1e-9);
    assertTrue(trace.latencyCycles() > 36 * 36);
  }

  @Test
  void aSlowStageInTheMiddleSetsTheInterval() {
    QuantisedNetwork network = QuantisedChains.from(1, 6, 6).same(4).same(4).maximum().network();
    Pipeline pipeline =
        PipelineBuilder.build(
            network,
            List.of(dense(1, 1, 1, 9, 1), dense(1, 1, 1, 1, 1), new PoolingChoice(1)),
            Devices.named("Z7020"));
    PipelineTrace trace = PipelineTrace.of(pipeline, List.of(Map.of()), 10);
    assertEquals(36 * 4 * 4 * 9, trace.cyclesPerImage(), 1e-6);
  }

  @Test
  void imagesThatAreSlowInDifferentStagesCostMoreThanTheSlowestMean() {
    QuantisedNetwork network = QuantisedChains.from(8, 6, 6).pointwise(8).pointwise(8).network();
    Pipeline pipeline =
        PipelineBuilder.build(
            network, List.of(sparse(1, 8, 1, 1, 1), sparse(1, 8, 1, 1, 1)), Devices.named("Z7020"));
    Map<String, Work> first = new HashMap<>(QuantisedChains.work(network, 36, 0.5, 1));
    Map<String, Work> second = new HashMap<>(QuantisedChains.work(network, 36, 0.5, 2));
    first.put("conv1", QuantisedChains.work(network, 36, 0.1, 3).get("conv1"));
    second.put("conv0", QuantisedChains.work(network, 36, 0.1, 4).get("conv0"));
    double each =
        mean(pipeline, 0, List.of(first, second)) + mean(pipeline, 1, List.of(first, second));
    PipelineTrace trace = PipelineTrace.of(pipeline, List.of(first, second), 40);
    double slowest =
        Math.max(mean(pipeline, 0, List.of(first, second)), mean(pipeline, 1, List.of(first, second)));
    assertTrue(trace.cyclesPerImage() > slowest * 1.05, trace + " against " + slowest);
    assertTrue(trace.cyclesPerImage() < each, trace + " against " + each);
  }

  @Test
  void ofABalancedNetworkTheIntervalIsNearThatOfTheSlowestStage() {
    QuantisedNetwork network = QuantisedChains.fashion();
    List<Map<String, Work>> images = new ArrayList<>();
    for (int image = 0; image < 2; image++) {
      images.add(allPixels(network, image));
    }
    FoldingResult found =
        new FoldingSearch(network, ResourceModel.standard("xc7"))
            .find(images.get(0), FoldingOptions.fastestOn(Devices.named("Z7020")));
    Pipeline pipeline =
        PipelineBuilder.build(network, found.choices(), Devices.named("Z7020"));
    PipelineTrace trace = PipelineTrace.of(pipeline, images, 8);
    double interval =
        new PipelineEstimator(ResourceModel.standard("xc7"))
            .estimate(pipeline, images.get(0), 100)
            .cyclesPerImage();
    assertEquals(interval, trace.cyclesPerImage(), interval * 0.1);
    assertTrue(trace.latencyCycles() > interval);
  }

  private static double mean(Pipeline pipeline, int stage, List<Map<String, Work>> images) {
    return images.stream()
        .mapToDouble(
            image -> pipeline.stages().get(stage).cyclesPerImage(image.get("conv" + stage)))
        .average()
        .orElseThrow();
  }

  private static Map<String, Work> allPixels(QuantisedNetwork network, long seed) {
    Map<String, Work> work = new HashMap<>();
    for (QuantisedLayer layer : network.layers()) {
      work.putAll(
          QuantisedChains.work(
              new QuantisedNetwork(network.network(), network.input(), 1, List.of(layer)),
              layer.layer().outputShape().pixels(),
              0.25,
              seed));
    }
    return work;
  }

  private static LayerChoice dense(int... folding) {
    return new ConvolutionChoice("dense", folding(folding));
  }

  private static LayerChoice sparse(int... folding) {
    return new ConvolutionChoice("sparse", folding(folding));
  }

  private static Folding folding(int... numbers) {
    return new Folding(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }
}
