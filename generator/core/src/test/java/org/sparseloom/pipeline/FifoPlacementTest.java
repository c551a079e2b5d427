package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.search.folding.FoldingOptions;
import org.sparseloom.search.folding.FoldingResult;
import org.sparseloom.search.folding.FoldingSearch;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.testing.QuantisedChains;

/** Long rows and a skip over three convolutions of 3x3: its FIFO holds half a megabit. */
class FifoPlacementTest {
  private static final QuantisedNetwork NETWORK = network();
  private static final Map<String, Work> WORK = QuantisedChains.work(NETWORK, 64, 0.5, 1);

  private static final ResourceModel MODEL = ResourceModel.standard("xcup");

  @Test
  void aNetworkThatDoesNotFitOtherwiseHasItsDeepFifoInUltraRam() {
    Device device = device(36, 40);
    FoldingSearch search = new FoldingSearch(NETWORK, MODEL);
    FoldingOptions options = FoldingOptions.fastestOn(device);
    assertEquals(Optional.empty(), search.findIfAny(WORK, options, false));
    FoldingResult found = search.find(WORK, options);
    assertTrue(found.ultraFifos());
    assertTrue(found.resources().fitsIn(device.budget()), found.resources()::toString);
    Pipeline pipeline = PipelineBuilder.build(NETWORK, found.choices(), device);
    assertTrue(used(pipeline).fitsIn(device.budget()), used(pipeline)::toString);
    assertEquals(List.of("fifo_4_1"), ultraFifos(pipeline));
    assertTrue(search.lowerBound(WORK, options, found) <= found.cyclesPerImage());
  }

  @Test
  void whatFitsIsLeftAsItIs() {
    Device wide = device(1000, 40);
    FoldingSearch search = new FoldingSearch(NETWORK, MODEL);
    FoldingResult found = search.find(WORK, FoldingOptions.fastestOn(wide));
    assertFalse(found.ultraFifos());
    assertTrue(
        PipelineBuilder.build(NETWORK, found.choices(), wide).fifos().stream()
            .noneMatch(Fifo::ultra));
  }

  @Test
  void weightsMakeRoomFirst() {
    double blocks = used(slow(device(1000, 40))).bram36();
    Pipeline tight = slow(device(blocks - 1, 40));
    assertTrue(tight.fifos().stream().noneMatch(Fifo::ultra));
    assertFalse(MemoryPlacement.of(tight).ultra().isEmpty());
  }

  @Test
  void weightsGetTheUltraRamThatFifosLeave() {
    Pipeline tight = slow(device(1, 3));
    assertEquals(List.of("fifo_4_1"), ultraFifos(tight));
    assertEquals(1, MemoryPlacement.of(tight).ultra().size());
    assertEquals(3, used(tight).uram());
  }

  @Test
  void withoutUltraRamItIsRefused() {
    assertThrows(
        UserProblem.class,
        () ->
            new FoldingSearch(NETWORK, MODEL).find(WORK, FoldingOptions.fastestOn(device(36, 0))));
  }

  @Test
  void aFifoInUltraRamIsAModuleOfItsOwnAndCountsWholeUltraRams() {
    StreamFormat stream = new StreamFormat(new Shape(16, 16, 512), 16, NumberFormat.unsigned(8));
    Fifo blocks = new Fifo("f", stream, stream, 5000);
    Fifo ultra = FifoPlacement.relieving(blocks, MODEL::of);
    assertEquals("Fifo_d5000_w128_ultra", ultra.moduleName());
    assertEquals(4, MODEL.of(ultra.units()).uram());
    assertEquals(0, MODEL.of(ultra.units()).bram36());
    assertTrue(ultra.withRows(1).ultra());
    Fifo narrow = new Fifo("f", stream.withLanes(1), stream.withLanes(1), 5000);
    assertEquals(narrow, FifoPlacement.relieving(narrow, MODEL::of), "most of a word is empty");
    assertThrows(
        IllegalArgumentException.class, () -> new Fifo("f", stream, stream, 16).inUltraRam());
  }

  private static List<String> ultraFifos(Pipeline pipeline) {
    return pipeline.fifos().stream().filter(Fifo::ultra).map(Fifo::name).toList();
  }

  private static Resources used(Pipeline pipeline) {
    return new PipelineEstimator(MODEL).resources(pipeline);
  }

  /** Small engines, whose weights are in deep memories, and a sum of whole pixels. */
  private static Pipeline slow(Device device) {
    LayerChoice small = new ConvolutionChoice("dense", new Folding(1, 16, 1, 8, 1));
    return PipelineBuilder.build(
        NETWORK, List.of(small, small, small, small, new AdditionChoice(16)), device);
  }

  private static Device device(double bram36, double uram) {
    return new Device("test", "xcup", new Resources(2000, 2e5, 4e5, bram36, uram), 0.7, 250);
  }

  private static QuantisedNetwork network() {
    return QuantisedChains.withSum(
        QuantisedChains.from(16, 16, 512).same(16).same(16).same(16).same(16).network(), "conv3",
        "conv0");
  }
}
