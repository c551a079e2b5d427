package org.sparseloom.hardware

import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.tensor.Shape

/** Addition stages in Verilator, both inputs stalling apart, against the reference. */
class AdditionStageTest {
  private val map = new Shape(6, 5, 7)
  private val s8 = signed(8)
  private val u8 = unsigned(8)

  // format: off
  private val examples = Seq(
    AdditionExample("oneLane", map, lanes = 1, (s8, s8), s8, multipliers = (40000, 40000), shift = 16),
    AdditionExample("lanesBehindRelu", map, 3, (s8, u8), u8, (50000, 65535), 17, threshold = 9),
    AdditionExample("unsignedAndSigned", map, 6, (u8, s8), s8, (32768, 1), 15, threshold = 5),
    AdditionExample("aPixelAtOnce", new Shape(4, 3, 3), 4, (u8, u8), u8, (65535, 65535), 16),
    AdditionExample("fourBits", map, 2, (unsigned(4), signed(4)), signed(4), (33000, 60000), 16, threshold = 2),
    AdditionExample("sixteenBits", map, 2, (signed(16), signed(16)), signed(16), (65535, 65535), 17, threshold = 300),
    AdditionExample("unsignedSixteenBits", map, 2, (unsigned(16), unsigned(16)), unsigned(16), (65535, 65535), 16),
    AdditionExample("sixteenAndFourBits", map, 2, (signed(16), unsigned(4)), unsigned(8), (700, 65535), 18),
    AdditionExample("secondOfNoWeight", map, 2, (s8, s8), s8, (65535, 0), 16),
    AdditionExample("shiftOfOne", map, 1, (unsigned(4), unsigned(4)), unsigned(16), (3, 5), 1),
    AdditionExample("shiftBeyondTheSum", map, 1, (s8, s8), s8, (65535, 65535), 45)
  )
  // format: on

  @Test def everyStageIsExactAndTakesABeatACycle(): Unit = {
    val results = new StageBench(Path.of("target", "addition-stages")).run(examples.map(_.benchCase))
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
