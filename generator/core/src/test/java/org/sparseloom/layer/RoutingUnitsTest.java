package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Sampling.Coordinates;
import org.sparseloom.layer.Sampling.Method;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;

/** What Yosys 0.23 counted for whole stages (without DSP slices), and what their units add up to. */
class RoutingUnitsTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final Sampling LINEAR = new Sampling(Coordinates.HALF_PIXEL, Method.LINEAR);
  private static final Sampling COPY = new Sampling(Coordinates.ASYMMETRIC, Method.FLOOR);

  @Test
  void bilinearResizesCostTheirMixingAndRows() {
    assertCounted(173, 96, 1.5, resize(new Shape(24, 32, 32), LINEAR, 1));
    assertCounted(277, 118, 1.5, resize(new Shape(16, 64, 64), LINEAR, 2));
    assertCounted(243, 102, 1.5, resize(new Shape(128, 16, 16), LINEAR, 1));
  }

  @Test
  void copiesCostCountersAndRows() {
    assertCounted(64, 69, 0, resize(new Shape(4, 6, 8), COPY, 2));
    assertCounted(102, 114, 0, resize(new Shape(8, 3, 4), COPY, 4));
  }

  @Test
  void depthToSpaceCostsCountersAndRows() {
    DepthToSpace layer = DepthToSpace.whole("d", new Shape(4, 128, 128), 2, 2, 1);
    assertCounted(
        35, 51, 1, new DepthToSpaceStage(layer, stream(layer.inputShape(), 1), stream(layer.outputShape(), 1)));
  }

  @Test
  void concatenationsCostTheirMultiplexerAndRounding() {
    Concatenation layer = new Concatenation("c", List.of(new Shape(4, 8, 8), new Shape(8, 8, 8)));
    List<StreamFormat> inputs = layer.inputShapes().stream().map(shape -> stream(shape, 4)).toList();
    StreamFormat output = stream(layer.outputShape(), 4);
    assertCounted(178, 135, 0, new ConcatenationStage(layer, inputs, output, OptionalInt.of(15)));
    Concatenation copied = new Concatenation("k", List.of(new Shape(4, 8, 8), new Shape(2, 8, 8)));
    assertCounted(
        21, 19, 0,
        new ConcatenationStage(
            copied, copied.inputShapes().stream().map(shape -> stream(shape, 2)).toList(),
            stream(copied.outputShape(), 2), OptionalInt.empty()));
  }

  @Test
  void slicesCostACounterAndARegister() {
    ChannelSlice layer = new ChannelSlice("s", new Shape(6, 8, 8), 2, 4);
    assertCounted(
        5, 19, 0,
        new ChannelSliceStage(layer, stream(layer.inputShape(), 2), stream(layer.outputShape(), 2)));
  }

  private static ResizeStage resize(Shape shape, Sampling sampling, int lanes) {
    Resize layer = new Resize("r", shape, 2, 2, sampling);
    return new ResizeStage(layer, stream(shape, lanes), stream(layer.outputShape(), lanes));
  }

  private static StreamFormat stream(Shape shape, int lanes) {
    return new StreamFormat(shape, lanes, BYTE);
  }

  /** Within a quarter and a few LUTs: the costs are counted by hand, not fitted. */
  private static void assertCounted(double lut, double ff, double bram36, Stage stage) {
    Resources resources = ResourceModel.standard("xc7").of(stage);
    assertEquals(lut, resources.lut(), 8 + lut / 4, stage.moduleName());
    assertEquals(ff, resources.ff(), 8 + ff / 8, stage.moduleName());
    assertEquals(bram36, resources.bram36(), 0, stage.moduleName());
  }
}
