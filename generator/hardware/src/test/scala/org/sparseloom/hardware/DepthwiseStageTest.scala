package org.sparseloom.hardware

import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.sparseloom.layer.MultiplierKind
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.tensor.{Shape, Window}

/** Depthwise stages in Verilator against the plain loop and against their cycle model. */
class DepthwiseStageTest {
  private val k3 = new Window(3, 3, 1, 1, 1, 1, 1, 1)
  private val k3s2 = new Window(3, 3, 2, 2, 1, 1, 1, 1)
  private val k3s2Bottom = new Window(3, 3, 2, 2, 0, 0, 1, 1)
  private val k5s2 = new Window(5, 5, 2, 2, 2, 2, 2, 2)
  private val k2x3 = new Window(2, 3, 1, 2, 0, 2, 1, 0)
  private val k1 = Window.pointwise()
  private def shape(channels: Int, height: Int, width: Int) = new Shape(channels, height, width)

  // format: off
  private val examples = Seq(
    DepthwiseExample("oneLaneOneMultiplier", shape(4, 6, 7), k3, lanes = 1, multipliersPerLane = 1),
    DepthwiseExample("threeCyclesABeat", shape(4, 6, 7), k3, 2, 3),
    DepthwiseExample("gatherSetsThePace", shape(4, 5, 6), k3, 2, 9),
    DepthwiseExample("onePixelACycle", shape(4, 6, 8), k3, 4, 9),
    DepthwiseExample("onePixelThreeCycles", shape(4, 5, 6), k3, 4, 3),
    DepthwiseExample("onePixelNineCycles", shape(3, 5, 6), k3, 3, 1),
    DepthwiseExample("stride2", shape(6, 8, 8), k3s2, 2, 3),
    DepthwiseExample("stride2OddSize", shape(4, 7, 9), k3s2, 4, 1),
    DepthwiseExample("stride2ReadsAsFastAsItCan", shape(4, 8, 8), k3s2, 4, 9),
    DepthwiseExample("stride2PaddedBehind", shape(2, 8, 6), k3s2Bottom, 1, 3),
    DepthwiseExample("signed5x5", shape(2, 9, 8), k5s2, 1, 5, signed(8), signed(8)),
    DepthwiseExample("rectangular", shape(3, 6, 7), k2x3, 3, 2, signed(5), signed(7), weightBits = 6),
    DepthwiseExample("fourBits", shape(8, 5, 6), k3, 8, 3, unsigned(4), unsigned(4), weightBits = 4),
    DepthwiseExample("sixteenBits", shape(4, 5, 6), k3s2, 2, 9, signed(16), signed(16), weightBits = 16),
    DepthwiseExample("sixteenBitsToUnsigned4", shape(4, 5, 6), k3, 2, 1, unsigned(16), unsigned(4), weightBits = 16),
    DepthwiseExample("inLuts", shape(4, 5, 6), k3, 2, 3, signed(8), signed(8), multiplier = MultiplierKind.LUT),
    DepthwiseExample("onlyAScale", shape(6, 4, 5), k1, 2, 1),
    DepthwiseExample("lanesLeaveInTurn", shape(6, 6, 7), k3, 3, 3, outputLanes = Some(1)),
    DepthwiseExample("theyTakeAllOfTheNextBeat", shape(9, 5, 6), k3, 9, 1, outputLanes = Some(1)),
    DepthwiseExample("theyTakeAllOfAGather", shape(12, 4, 6), k3, 6, 9, outputLanes = Some(2)),
    DepthwiseExample("twoOfFour", shape(4, 7, 9), k3s2, 4, 1, signed(8), signed(8), outputLanes = Some(2)),
    DepthwiseExample("tapsDoNotDivide", shape(4, 6, 7), k3, 2, 5),
    DepthwiseExample("oneTapInTheLastCycle", shape(4, 9, 8), k5s2, 4, 8, signed(8), signed(8), outputLanes = Some(1)),
    DepthwiseExample("twoPixelsLeaveInTurn", shape(6, 6, 8), k3, 6, 5, signed(8), signed(8), outputLanes = Some(3), pixels = 2),
    DepthwiseExample("fourPixelsOfStride2", shape(6, 8, 8), k3s2, 6, 4, outputLanes = Some(2), pixels = 4)
  )
  // format: on

  @Test def everyStageIsExactAndTakesTheCyclesOfItsModel(): Unit = {
    val results = new StageBench(Path.of("target", "depthwise-stages")).run(examples.map(_.benchCase))
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
