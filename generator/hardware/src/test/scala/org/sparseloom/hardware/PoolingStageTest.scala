package org.sparseloom.hardware

import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.tensor.{Shape, Window}

/** Pooling stages in Verilator against the reference and against their cycle model. */
class PoolingStageTest {
  import PoolingExample.{average, globalAverage, globalMaximum, maximum}

  private val k2s2 = new Window(2, 2, 2, 2, 0, 0, 0, 0)
  private val k3s2 = new Window(3, 3, 2, 2, 1, 1, 1, 1)
  private val k3 = new Window(3, 3, 1, 1, 1, 1, 1, 1)
  private val k2x3 = new Window(2, 3, 1, 2, 0, 2, 1, 0)
  private val k1 = Window.pointwise()
  private val k1s2 = new Window(1, 1, 2, 2, 0, 0, 0, 0)
  private val k4s3 = new Window(4, 4, 3, 3, 1, 2, 0, 3)
  private def shape(channels: Int, height: Int, width: Int) = new Shape(channels, height, width)

  // format: off
  private val examples = Seq(
    maximum("max2x2", shape(4, 6, 8), k2s2, 4, unsigned(8)),
    maximum("max2x2OddSize", shape(4, 7, 5), k2s2, 2, unsigned(8)),
    maximum("max3x3Stride2Signed", shape(4, 8, 8), k3s2, 4, signed(8)),
    maximum("max3x3", shape(6, 5, 6), k3, 2, signed(5)),
    maximum("max3x3OneBeat", shape(2, 6, 7), k3, 2, signed(16)),
    maximum("maxRectangular", shape(2, 6, 7), k2x3, 1, unsigned(4)),
    maximum("max4x4Stride3", shape(3, 10, 11), k4s3, 1, signed(8)),
    maximum("maxPointwise", shape(2, 3, 4), k1, 1, unsigned(8)),
    maximum("maxPointwiseStride2", shape(2, 5, 5), k1s2, 2, unsigned(8)),
    maximum("maxWholeImage", shape(4, 3, 3), new Window(3, 3, 1, 1, 0, 0, 0, 0), 2, unsigned(8)),
    average("average2x2", shape(4, 6, 8), k2s2, 4, unsigned(8), unsigned(8)),
    average("average3x3Signed", shape(4, 5, 6), k3, 2, signed(8), signed(8), threshold = 9),
    average("average3x3Narrow", shape(2, 8, 7), k3s2, 1, unsigned(16), unsigned(4), threshold = 3),
    average("averageToUnsigned", shape(3, 6, 7), k2x3, 3, signed(5), unsigned(7)),
    average("averagePointwise", shape(2, 3, 4), k1, 2, unsigned(8), unsigned(8)),
    globalAverage("globalAverage", shape(8, 4, 5), 2, unsigned(8), unsigned(8)),
    globalAverage("globalAverageOneBeat", shape(4, 7, 7), 4, signed(8), signed(8), threshold = 5),
    globalAverage("globalAverageOnePixel", shape(6, 1, 1), 2, unsigned(4), unsigned(4)),
    globalAverage("globalAverageWide", shape(10, 3, 2), 1, unsigned(16), signed(16)),
    globalMaximum("globalMaximum", shape(8, 4, 5), 2, unsigned(8)),
    globalMaximum("globalMaximumOneBeat", shape(4, 7, 7), 4, signed(8)),
    globalMaximum("globalMaximumOnePixel", shape(6, 1, 1), 2, unsigned(4)),
    globalMaximum("globalMaximumWide", shape(10, 3, 2), 1, signed(16))
  )
  // format: on

  @Test def everyStageIsExactAndTakesTheCyclesOfItsModel(): Unit = {
    val results = new StageBench(Path.of("target", "pooling-stages")).run(examples.map(_.benchCase))
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
