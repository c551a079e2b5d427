package org.sparseloom.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.GridStage;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.Stage;
import org.sparseloom.layer.Unit;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.resource.ResourceModel;

class SampleDesignsTest {
  /** No sample has them yet: counted by hand. */
  private static final Set<String> BY_HAND =
      Set.of(
          "GlobalMaxPooling", "Multiplication", "NonlinearityTable", "NonlinearityRamp",
          "NonlinearitySigmoid", "RowStore", "Resize", "DepthToSpace", "Concatenation", "ChannelSlice");

  @Test
  void equalSeedsGiveEqualStages() {
    assertEquals(stageNames(7), stageNames(7));
    assertNotEquals(stageNames(7), stageNames(8));
  }

  /** A kind that no sample has would keep coefficients that nobody measured. */
  @Test
  void theDefaultSamplesHaveEveryKindOfUnit() {
    ResourceModel model = ResourceModel.standard("xc7");
    Set<String> kinds =
        designs(1, 40).stream()
            .flatMap(
                design ->
                    Stream.concat(
                        design.stages().stream().flatMap(SampleDesignsTest::units),
                        Stream.concat(
                            design.fifos().stream().flatMap(fifo -> fifo.units().stream()),
                            design.forks().stream().flatMap(fork -> fork.units().stream()))))
            .map(model::costed)
            .map(Unit::kind)
            .collect(Collectors.toSet());
    Set<String> expected = new HashSet<>(model.kinds());
    expected.removeAll(BY_HAND);
    assertTrue(kinds.containsAll(expected), "only " + kinds + " of " + expected);
    assertTrue(Collections.disjoint(kinds, BY_HAND), "now sampled: " + kinds);
  }

  /** As many as a calibration that others shall trust is made of: 200 stages. */
  @Test
  void ofAHundredSamplesEveryEngineHasBothMultipliersAndSeveralPixels() {
    Set<List<Object>> drawn = new HashSet<>();
    for (Pipeline design : designs(1, 100)) {
      assertEquals(2, design.stages().size());
      for (Stage stage : design.stages()) {
        boolean side = stage.input().pixels() > 1;
        if (stage instanceof GridStage convolution) {
          drawn.add(List.of(stage.engine(), convolution.grid().multiplier(), side));
        }
      }
    }
    for (String engine : ConvolutionChoice.ENGINES) {
      for (MultiplierKind multiplier : ConvolutionChoice.multipliers(engine)) {
        for (boolean side : new boolean[] {false, true}) {
          assertTrue(
              drawn.contains(List.of(engine, multiplier, side)),
              "none with " + engine + ", " + multiplier + ", several pixels " + side);
        }
      }
    }
  }

  private static Stream<Unit> units(Stage stage) {
    return Stream.concat(
        stage.units().stream(), stage.memories().stream().map(ResourceModel::unit));
  }

  private static List<String> stageNames(long seed) {
    return designs(seed, 5).stream()
        .flatMap(design -> design.stages().stream())
        .map(Stage::moduleName)
        .toList();
  }

  private static List<Pipeline> designs(long seed, int count) {
    return SampleDesigns.draw(count, seed, Devices.named("Z7020"));
  }
}
