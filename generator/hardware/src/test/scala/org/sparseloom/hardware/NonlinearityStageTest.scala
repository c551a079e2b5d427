package org.sparseloom.hardware

import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.sparseloom.layer.NonlinearFunction._
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.tensor.Shape

/** Nonlinearity stages in Verilator against the reference, tables and arithmetic. */
class NonlinearityStageTest {
  private val map = new Shape(6, 5, 7)

  // format: off
  private val examples = Seq(
    NonlinearityExample("swishTable", HARD_SWISH, map, lanes = 2, signed(8), outputBits = 8, range = 9),
    NonlinearityExample("gateTable", HARD_SIGMOID, map, 6, signed(8), 8, 5, threshold = 0.1),
    NonlinearityExample("sigmoidTable", SIGMOID, map, 3, signed(6), 9, 6),
    NonlinearityExample("unsignedTable", SWISH, map, 1, unsigned(4), 4, 3),
    NonlinearityExample("swish", HARD_SWISH, map, 2, signed(16), 16, 9, threshold = 0.2),
    NonlinearityExample("swishOfNineBits", HARD_SWISH, map, 3, signed(9), 8, 12),
    NonlinearityExample("swishOfUnsigned", HARD_SWISH, map, 1, unsigned(10), 10, 2),
    NonlinearityExample("gate", HARD_SIGMOID, map, 1, signed(12), 12, 7),
    NonlinearityExample("gateThatNeverOpens", HARD_SIGMOID, map, 2, signed(10), 8, 1),
    NonlinearityExample("sigmoid", SIGMOID, map, 2, signed(16), 16, 11),
    NonlinearityExample("sigmoidOfUnsigned", SIGMOID, map, 3, unsigned(9), 8, 30),
    NonlinearityExample("smoothSwish", SWISH, map, 1, signed(16), 16, 8),
    NonlinearityExample("smoothSwishOfTenBits", SWISH, map, 2, signed(10), 8, 20, threshold = 0.5)
  )
  // format: on

  @Test def everyStageIsExactAndTakesABeatACycle(): Unit = {
    val results =
      new StageBench(Path.of("target", "nonlinearity-stages")).run(examples.map(_.benchCase))
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
