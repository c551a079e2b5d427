package org.sparseloom.hardware

import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.tensor.Shape

/** Multiplication stages in Verilator, both inputs stalling apart, against the reference. */
class MultiplicationStageTest {
  private val map = new Shape(6, 5, 7)
  private val s8 = signed(8)
  private val u8 = unsigned(8)

  // format: off
  private val examples = Seq(
    MultiplicationExample("oneLane", map, perChannel = false, lanes = 1, (s8, s8), s8, multiplier = 40000, shift = 22),
    MultiplicationExample("lanesBehindRelu", map, false, 3, (s8, u8), u8, 65535, 23, threshold = 9),
    MultiplicationExample("factorsOfOneLane", map, true, 1, (s8, u8), s8, 50000, 23, threshold = 5),
    MultiplicationExample("factorsOfSomeLanes", map, true, 3, (u8, u8), u8, 65535, 24),
    MultiplicationExample("factorsOfAllLanes", map, true, 6, (s8, u8), s8, 40000, 23),
    MultiplicationExample("factorsOfFourBits", new Shape(4, 1, 2), true, 2, (unsigned(4), signed(4)), signed(4), 33000, 19),
    MultiplicationExample("factorsOfSixteenBits", new Shape(4, 2, 1), true, 1, (signed(16), unsigned(16)), signed(16), 65535, 32, threshold = 300),
    MultiplicationExample("onePixel", new Shape(4, 1, 1), false, 2, (unsigned(16), unsigned(4)), unsigned(8), 40000, 28)
  )
  // format: on

  @Test def everyStageIsExactAndTakesABeatACycle(): Unit = {
    val results =
      new StageBench(Path.of("target", "multiplication-stages")).run(examples.map(_.benchCase))
    for (example <- examples) {
      val result = results(example.name)
      assertEquals(Seq.empty, result.problems.take(5), example.name)
      assertEquals(
        (example.stage.cyclesPerImage(NoEngine), example.stage.fillCycles),
        (result.interval.toDouble, result.firstOutput),
        s"${example.name}: cycles per image, cycles until the first output"
      )
    }
  }
}
