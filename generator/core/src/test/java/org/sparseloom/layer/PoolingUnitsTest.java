package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** What pooling stages and connections cost, against Yosys 0.23 synth_xilinx -family xc7. */
class PoolingUnitsTest {
  private static final NumberFormat EIGHT = NumberFormat.unsigned(8);
  private static final ResourceModel MODEL = ResourceModel.standard("xc7");

  @Test
  void maximaAreAComparisonAndASelectionPerPairOfValues() {
    MaxPooling layer =
        new MaxPooling("max", new Shape(4, 8, 8), new Window(3, 3, 2, 2, 1, 1, 1, 1));
    Unit unit =
        new MaxPoolingStage(layer, stream(layer.inputShape(), 4), stream(layer.outputShape(), 4))
            .units()
            .get(0);
    // One coefficient for signed and unsigned maxima: within 6 % (resource-coefficients.json).
    assertEquals(457, MODEL.of(unit).lut(), 0.06 * 457);
    assertEquals(130, MODEL.of(unit).ff(), 1);
  }

  @Test
  void averagesAddThenTakeOneDspALane() {
    AveragePooling layer =
        new AveragePooling("average", new Shape(4, 6, 8), new Window(2, 2, 2, 2, 0, 0, 0, 0));
    AveragePoolingStage stage =
        new AveragePoolingStage(
            layer, stream(layer.inputShape(), 4), stream(layer.outputShape(), 4), 16);
    // One coefficient for all windows and signs: 5 % off in the median (resource-coefficients.json).
    assertEquals(121, MODEL.of(stage.units().get(0)).lut(), 0.15 * 121);
    assertEquals(49, MODEL.of(stage.units().get(0)).ff(), 0.15 * 49);
    assertEquals(4, MODEL.of(stage).dsp());
  }

  @Test
  void globalAveragesKeepTheirSumsInLutRamOrRegisters() {
    GlobalAveragePooling layer = new GlobalAveragePooling("global", new Shape(8, 4, 5));
    GlobalAveragePoolingStage stage =
        new GlobalAveragePoolingStage(
            layer, stream(layer.inputShape(), 2), stream(layer.outputShape(), 2), 18);
    assertEquals(62, MODEL.of(stage.units().get(0)).lut(), 5);
    assertEquals(40, MODEL.of(stage.units().get(0)).ff(), 2);
    assertEquals(2, MODEL.of(stage).dsp());
  }

  @Test
  void connectionsAreRegistersOrLutRam() {
    Shape shape = new Shape(12, 2, 2);
    assertUnit(19, 34, new Fifo("f", stream(shape, 2), stream(shape, 2), 2).units().get(0));
    assertUnit(22, 8, new Fifo("f", stream(shape, 2), stream(shape, 2), 8).units().get(0));
    assertUnit(14, 11, new Fifo("f", stream(shape, 3), stream(shape, 2), 2).units().get(0));
    assertUnit(6, 34, new Fifo("f", stream(shape, 2), stream(shape, 6), 2).units().get(0));
  }

  @Test
  void poolingWorksOnAsManyChannelsAsComeAtOnce() {
    MaxPooling layer =
        new MaxPooling("max", new Shape(4, 8, 8), new Window(2, 2, 2, 2, 0, 0, 0, 0));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new MaxPoolingStage(
                        layer, stream(layer.inputShape(), 4), stream(layer.outputShape(), 2)))
            .getMessage();
    assertEquals(true, message.contains("must have equal lanes"), message);
    String shapes =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new MaxPoolingStage(
                        layer, stream(layer.inputShape(), 4), stream(layer.inputShape(), 4)))
            .getMessage();
    assertEquals(true, shapes.contains("must be of shapes"), shapes);
  }

  @Test
  void aConnectionMayFlattenButNotChangeValues() {
    StreamFormat image = stream(new Shape(4, 2, 2), 4);
    StreamFormat flat = stream(new Shape(16, 1, 1), 8);
    assertEquals(4, new Fifo("f", image, flat, 2).cyclesPerImage());
    for (StreamFormat other :
        List.of(
            stream(new Shape(8, 1, 1), 8),
            new StreamFormat(new Shape(16, 1, 1), 8, NumberFormat.signed(8)))) {
      assertThrows(IllegalArgumentException.class, () -> new Fifo("f", image, other, 2));
    }
    assertThrows(IllegalArgumentException.class, () -> new Fifo("f", image, flat, 1));
  }

  private static StreamFormat stream(Shape shape, int lanes) {
    return new StreamFormat(shape, lanes, EIGHT);
  }

  /** The fit weighs all depths and widths: on the smallest connections it may be off by a few. */
  private static void assertUnit(double lut, double ff, Unit unit) {
    assertEquals(lut, MODEL.of(unit).lut(), 4, unit.toString());
    assertEquals(ff, MODEL.of(unit).ff(), 4, unit.toString());
  }
}
