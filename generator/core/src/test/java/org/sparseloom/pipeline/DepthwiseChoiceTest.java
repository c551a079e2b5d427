package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Arithmetic;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.DepthwiseNumbers;
import org.sparseloom.layer.DepthwiseStage;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.testing.QuantisedChains;

/** Which numbers a depthwise convolution may have, and the DSP slices of its stage. */
class DepthwiseChoiceTest {
  private static final QuantisedNetwork NETWORK =
      QuantisedChains.from(4, 6, 8).depthwise().same(4).network();
  private static final Layer DEPTHWISE = NETWORK.layers().get(0).layer();
  private static final Layer USUAL = NETWORK.layers().get(1).layer();

  @Test
  void lanesDivideTheChannelsAndMultipliersAreNoMoreThanTheTaps() {
    refused(
        new DepthwiseChoice(3, 9),
        DEPTHWISE,
        "layer conv0: lanes (3) must divide the channels (4)");
    refused(
        new DepthwiseChoice(4, 10),
        DEPTHWISE,
        "layer conv0: multipliersPerLane (10) must be 1 to the taps of the window (9)");
    assertEquals(
        List.of(1, 2, 3, 5, 9), DepthwiseNumbers.usefulMultipliers((Convolution) DEPTHWISE));
  }

  @Test
  void sumsOfABeatLeaveBeforeThoseOfTheNextOneAreThere() {
    refused(
        new DepthwiseChoice(MultiplierKind.DSP, 4, 5, 1, 1),
        DEPTHWISE,
        "layer conv0: outputLanes (1) must divide the lanes (4) and give a beat in 2 cycles");
    refused(
        new DepthwiseChoice(MultiplierKind.DSP, 4, 1, 3, 1),
        DEPTHWISE,
        "layer conv0: outputLanes (3) must divide the lanes (4) and give a beat in 9 cycles");
    assertThrows(
        UserProblem.class,
        () ->
            DepthwiseStage.of(
                NETWORK.layers().get(0), Arithmetic.of(NETWORK.layers().get(0)), MultiplierKind.DSP,
                4, 5, 1, 1));
    // Two beats a pixel: the window of a beat takes three cycles to gather, whatever the multipliers.
    assertEquals(
        List.of(1, 2), DepthwiseNumbers.outputLanes((Convolution) DEPTHWISE, 2, 9, 1));
    assertEquals(List.of(4), DepthwiseNumbers.outputLanes((Convolution) DEPTHWISE, 4, 9, 1));
  }

  @Test
  void requantisersServeLanesInTurn() {
    ResourceModel model = ResourceModel.standard("xc7");
    Stage stage =
        new DepthwiseChoice(MultiplierKind.DSP, 4, 2, 1, 1).stage(NETWORK.layers().get(0));
    assertEquals(4 * 2 + 1, model.of(stage.units()).dsp());
    assertEquals(5 * 6 * 8, stage.cyclesPerImage(null), 8);
  }

  @Test
  void everyConvolutionHasItsEngines() {
    refused(
        new DepthwiseChoice(2, 1),
        USUAL,
        "layer conv1, convolution 3x3 pad 1,1,1,1 relu: engine (depthwise) must be sparse or dense or skip or list or column");
    refused(
        new ConvolutionChoice("sparse", new Folding(1, 1, 1, 1, 1)),
        DEPTHWISE,
        "layer conv0, convolution 3x3 pad 1,1,1,1 depthwise relu: engine (sparse) must be depthwise");
  }

  @Test
  void everyMultiplierAndEveryRequantiserIsADsp() {
    ResourceModel model = ResourceModel.standard("xc7");
    Stage stage = new DepthwiseChoice(4, 9).stage(NETWORK.layers().get(0));
    assertEquals(4 * 9 + 4, model.of(stage.units()).dsp());
    assertEquals(36, stage.multipliers());
    assertEquals("depthwise", stage.engine());
  }

  private static void refused(LayerChoice choice, Layer layer, String message) {
    assertEquals(
        message,
        assertThrows(UserProblem.class, () -> choice.requireLegal(layer)).getMessage());
  }
}
