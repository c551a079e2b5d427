package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.testing.QuantisedChains;

class FifoRowSearchTest {
  private static final Device Z7020 = Devices.named("Z7020");

  /** Three stages, of which now one and now the other has much to do. */
  private static final QuantisedNetwork NETWORK =
      QuantisedChains.from(8, 6, 6).pointwise(8).pointwise(8).pointwise(8).network();

  private static final List<LayerChoice> CHOICES =
      List.of(sparse(1, 8, 8, 8, 1), sparse(1, 8, 1, 1, 1), sparse(1, 8, 1, 1, 1));

  @Test
  void roomBetweenStagesThatTakeTurnsMakesThePipelineAsFastAsTheSlowest() {
    Pipeline without = PipelineBuilder.build(NETWORK, CHOICES, Z7020);
    List<ImageLoad> images = List.of(load(without, "conv1", 1), load(without, "conv2", 2));
    double slowest = slowest(without, images);
    assertTrue(interval(without, images) > 1.05 * slowest, interval(without, images) + " " + slowest);
    FifoRows rows = FifoRowSearch.of(without, images, Z7020.budget());
    Pipeline with = PipelineBuilder.build(NETWORK, CHOICES, rows, Z7020);
    assertEquals(slowest, interval(with, images), 0.005 * slowest);
    assertEquals(List.of(), rows.of(0));
    assertEquals(List.of(), rows.of(1));
    int room = rows.of(2, 0);
    assertTrue(room > 0, rows.toString());
    FifoRows fewer = new FifoRows(List.of(List.of(), List.of(), List.of(room - 1)));
    Pipeline less = PipelineBuilder.build(NETWORK, CHOICES, fewer, Z7020);
    assertTrue(interval(less, images) > 1.002 * slowest, "a row less does as well: " + room);
  }

  @Test
  void stagesOfWhichOneIsAlwaysTheSlowestNeedNoRoom() {
    Pipeline pipeline = PipelineBuilder.build(NETWORK, CHOICES, Z7020);
    ImageLoad same = load(pipeline, "conv1", 1);
    assertEquals(
        List.of(List.of(), List.of(), List.of()),
        FifoRowSearch.of(pipeline, List.of(same), Z7020.budget()).byStage());
  }

  /** The slowest stage takes 6 rows of 1000 cycles, and taking turns little more. */
  @Test
  void aGainOfLessThanHalfAPercentIsNotWorthTheMemory() {
    Pipeline pipeline = PipelineBuilder.build(NETWORK, CHOICES, Z7020);
    List<ImageLoad> little = List.of(alternating(12));
    assertEquals(6024, interval(pipeline, little), 1);
    assertEquals(
        List.of(List.of(), List.of(), List.of()),
        FifoRowSearch.of(pipeline, little, Z7020.budget()).byStage());
    List<ImageLoad> more = List.of(alternating(16));
    assertEquals(6032, interval(pipeline, more), 1);
    assertEquals(
        List.of(List.of(), List.of(), List.of(1)),
        FifoRowSearch.of(pipeline, more, Z7020.budget()).byStage());
  }

  @Test
  void roomThatDoesNotFitIsLeftOut() {
    Pipeline pipeline = PipelineBuilder.build(NETWORK, CHOICES, Z7020);
    List<ImageLoad> images = List.of(load(pipeline, "conv1", 1), load(pipeline, "conv2", 2));
    Resources just = PipelineEstimator.forFamily(Z7020.family()).resources(pipeline);
    assertEquals(
        List.of(List.of(), List.of(), List.of()),
        FifoRowSearch.of(pipeline, images, just).byStage());
  }

  /** Of two FIFOs that cost the same the first gives its room up. */
  @Test
  void roomIsTakenAwayOnlyUntilThePipelineFits() {
    Pipeline pipeline = PipelineBuilder.build(NETWORK, CHOICES, Z7020);
    List<ImageLoad> images =
        List.of(
            new ImageLoad(List.of(rows(1900, 1900), rows(100, 100), rows(1900, 1900))),
            new ImageLoad(List.of(rows(100, 100), rows(1900, 1900), rows(100, 100))));
    assertEquals(
        List.of(List.of(), List.of(6), List.of(6)),
        FifoRowSearch.of(pipeline, images, Z7020.budget()).byStage());
    List<List<Integer>> second = List.of(List.of(), List.of(), List.of(6));
    Resources enough =
        PipelineEstimator.forFamily(Z7020.family())
            .resources(PipelineBuilder.build(NETWORK, CHOICES, new FifoRows(second), Z7020));
    assertEquals(second, FifoRowSearch.of(pipeline, images, enough).byStage());
  }

  private static double interval(Pipeline pipeline, List<ImageLoad> images) {
    return PipelineTrace.played(pipeline, images, 20).cyclesPerImage();
  }

  private static double slowest(Pipeline pipeline, List<ImageLoad> images) {
    return PipelineEstimator.forFamily(Z7020.family())
        .estimate(pipeline, images, 100)
        .cyclesPerImage();
  }

  /** Returns an image with many pairs that are not zero in one layer and few in the others. */
  private static ImageLoad load(Pipeline pipeline, String layer, long seed) {
    Map<String, Work> work = new HashMap<>(QuantisedChains.work(NETWORK, 36, 0.3, seed));
    work.put(layer, QuantisedChains.work(NETWORK, 36, 0.9, seed).get(layer));
    return ImageLoad.of(pipeline, work);
  }

  /** Returns an image whose rows take conv1 1000 cycles, and conv2 now more and now less. */
  private static ImageLoad alternating(int more) {
    return new ImageLoad(List.of(rows(100, 100), rows(1000, 1000), rows(1000 + more, 1000 - more)));
  }

  private static ImageLoad.StageLoad rows(double odd, double even) {
    return new ImageLoad.StageLoad(
        3 * (odd + even), 1, new double[] {odd, even, odd, even, odd, even});
  }

  private static LayerChoice sparse(int... folding) {
    return new ConvolutionChoice(
        "sparse", new Folding(folding[0], folding[1], folding[2], folding[3], folding[4]));
  }
}
