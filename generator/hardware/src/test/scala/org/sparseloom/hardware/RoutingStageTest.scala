package org.sparseloom.hardware

import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.sparseloom.layer.{DepthToSpace, Sampling}
import org.sparseloom.layer.Sampling.{Coordinates, Method}
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.tensor.Shape

/** Stages that put values elsewhere, in Verilator, all inputs stalling apart, against the reference. */
class RoutingStageTest {
  import RoutingExample.{concatenation, resize, slice, spread}

  private val copied = new Sampling(Coordinates.ASYMMETRIC, Method.FLOOR)
  private val ceiling = new Sampling(Coordinates.ASYMMETRIC, Method.CEIL)
  private val rounded = new Sampling(Coordinates.ASYMMETRIC, Method.ROUND_PREFER_FLOOR)
  private val linear = new Sampling(Coordinates.HALF_PIXEL, Method.LINEAR)
  private val corner = new Sampling(Coordinates.ASYMMETRIC, Method.LINEAR)
  private val u8 = unsigned(8)
  private val s8 = signed(8)
  private def shape(channels: Int, height: Int, width: Int) = new Shape(channels, height, width)

  // format: off
  private val examples = Seq(
    resize("nearest2", shape(6, 5, 4), (2, 2), copied, 2, u8),
    resize("nearest2OneBeat", shape(3, 4, 5), (2, 2), copied, 3, s8),
    resize("nearestRowsOnly", shape(4, 5, 3), (3, 1), copied, 2, u8),
    resize("nearestColumnsOnly", shape(4, 5, 3), (1, 4), copied, 4, u8),
    resize("nearestNothing", shape(4, 5, 3), (1, 1), copied, 2, u8),
    resize("nearestOfTheNext", shape(4, 5, 4), (2, 3), ceiling, 2, u8),
    resize("nearestRounded", shape(2, 3, 4), (4, 3), rounded, 1, s8),
    resize("nearestOnePixel", shape(4, 1, 1), (3, 2), ceiling, 2, u8),
    resize("nearestInBlockRam", shape(8, 3, 40), (2, 2), copied, 4, u8),
    resize("linear2", shape(6, 5, 4), (2, 2), linear, 2, u8),
    resize("linear2OneBeat", shape(3, 4, 5), (2, 2), linear, 3, s8),
    resize("linear2OneLane", shape(5, 3, 6), (2, 2), linear, 1, s8),
    resize("linear3", shape(4, 4, 3), (3, 3), linear, 2, s8),
    resize("linear4And5", shape(2, 3, 4), (4, 5), linear, 1, u8),
    resize("linearRowsOnly", shape(4, 5, 3), (2, 1), linear, 2, u8),
    resize("linearColumnsOnly", shape(4, 5, 3), (1, 2), linear, 2, s8),
    resize("linearOnePixel", shape(4, 1, 1), (2, 2), linear, 2, s8),
    resize("linearOneRow", shape(2, 1, 5), (2, 2), linear, 2, u8),
    resize("linearOneColumn", shape(2, 5, 1), (2, 2), linear, 1, u8),
    resize("linearFromCorners", shape(4, 4, 5), (2, 4), corner, 2, s8),
    resize("linear16Bit", shape(2, 4, 4), (2, 2), linear, 2, signed(16)),
    resize("linear4Bit", shape(4, 6, 5), (4, 4), linear, 4, unsigned(4)),
    spread(DepthToSpace.whole("blocks2", shape(8, 4, 5), 2, 2, 1), 2, u8),
    spread(DepthToSpace.whole("blocks2OneBeat", shape(12, 3, 4), 2, 2, 1), 3, s8),
    spread(DepthToSpace.whole("blocks2Runs", shape(12, 3, 4), 2, 2, 3), 1, s8),
    spread(DepthToSpace.whole("blocks2LongRuns", shape(24, 3, 4), 2, 2, 3), 1, u8),
    spread(DepthToSpace.whole("blocks3x2", shape(12, 3, 4), 3, 2, 1), 2, u8),
    spread(DepthToSpace.whole("blocksOneRow", shape(6, 1, 1), 3, 1, 1), 1, u8),
    spread(DepthToSpace.whole("blocksOfOnePixel", shape(4, 3, 2), 1, 1, 1), 2, u8),
    spread(new DepthToSpace("blocksCropped", shape(8, 4, 5), 2, 2, 1, 1, 1, 6, 8), 1, u8),
    spread(new DepthToSpace("blocksCroppedAtTheEnd", shape(18, 3, 4), 3, 3, 1, 0, 0, 7, 10), 2, u8),
    spread(new DepthToSpace("blocksCroppedAtTheStart", shape(18, 3, 4), 3, 3, 2, 2, 1, 7, 11), 1, s8),
    concatenation("copies", Seq(4, 2), 2, Seq(u8, u8), u8),
    concatenation("copiesOfFour", Seq(1, 3, 2, 1), 1, Seq(s8, s8, s8, s8), s8),
    concatenation("scaled", Seq(4, 6), 2, Seq(u8, u8), u8, Seq(65535, 30000), threshold = 4),
    concatenation("scaledFormats", Seq(3, 3, 6), 3, Seq(u8, s8, signed(4)), s8, Seq(32768, 65535, 0)),
    concatenation("scaledUnsigned", Seq(2, 2), 2, Seq(unsigned(4), unsigned(16)), u8, Seq(65535, 300)),
    slice("firstChannels", shape(6, 4, 3), 0, 4, 2),
    slice("middleChannels", shape(8, 4, 3), 2, 4, 2),
    slice("lastChannel", shape(5, 4, 3), 4, 1, 1),
    slice("allChannels", shape(4, 4, 3), 0, 4, 4)
  )
  // format: on

  @Test def everyStageIsExactAndTakesTheCyclesOfItsModel(): Unit = {
    val results = new StageBench(Path.of("target", "routing-stages")).run(examples.map(_.benchCase))
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
