package org.sparseloom.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.Unit;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;

/** What a connection is made of: its modules are what its units are counted by. */
class FifoTest {
  private static final Shape SHAPE = new Shape(12, 2, 2);

  @Test
  void equalLanesTakeAQueue() {
    assertModules(List.of("Fifo_d4_w16"), new Fifo("f", stream(2), stream(2), 4));
  }

  @Test
  void moreLanesTakeAConverterInFrontOfIt() {
    assertModules(
        List.of("LaneConverter_2to6_w8", "Fifo_d2_w48"), new Fifo("f", stream(2), stream(6), 2));
  }

  @Test
  void fewerLanesTakeBeatsOfTheProducerInFrontOfBoth() {
    assertModules(
        List.of("Fifo_d2_w48", "LaneConverter_6to2_w8", "Fifo_d4_w16"),
        new Fifo("f", stream(6), stream(2), 4));
  }

  private static void assertModules(List<String> modules, Fifo fifo) {
    assertEquals(modules, fifo.moduleNames());
    assertEquals(
        modules.stream().map(name -> name.substring(0, name.indexOf('_'))).sorted().toList(),
        fifo.units().stream().map(Unit::kind).sorted().toList());
  }

  private static StreamFormat stream(int lanes) {
    return new StreamFormat(SHAPE, lanes, NumberFormat.unsigned(8));
  }
}
