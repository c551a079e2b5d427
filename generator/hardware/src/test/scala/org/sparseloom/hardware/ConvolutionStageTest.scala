package org.sparseloom.hardware

import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.sparseloom.layer.{Folding, MultiplierKind}
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.tensor.{Shape, Window}

/** Convolution stages in Verilator against the plain loop and against their cycle model. */
class ConvolutionStageTest {
  private val k3 = new Window(3, 3, 1, 1, 1, 1, 1, 1)
  private val k3s2 = new Window(3, 3, 2, 2, 1, 1, 1, 1)
  private val k3s2NoPad = new Window(3, 3, 2, 2, 0, 0, 0, 0)
  private val k5 = new Window(5, 5, 1, 1, 2, 1, 0, 3)
  private val k2x3 = new Window(2, 3, 1, 2, 0, 2, 1, 0)
  private val k1 = Window.pointwise()
  private val k1s2 = new Window(1, 1, 2, 2, 0, 0, 0, 0)
  private def shape(channels: Int, height: Int, width: Int) = new Shape(channels, height, width)
  private def fold(pi: Int, g: Int, po: Int, n: Int, r: Int) = new Folding(pi, g, po, n, r)

  // format: off
  private val examples = Seq(
    ConvolutionExample("sparse3x3", shape(4, 6, 7), 8, k3, fold(1, 1, 2, 1, 1), "sparse"),
    ConvolutionExample("dense3x3", shape(4, 6, 7), 8, k3, fold(2, 1, 2, 3, 2), "dense"),
    ConvolutionExample("sparseManyMultipliers", shape(4, 6, 6), 6, k3, fold(2, 1, 3, 3, 1), "sparse", density = 0.7),
    ConvolutionExample("sparseDenseData", shape(2, 5, 5), 4, k3, fold(1, 2, 2, 2, 2), "sparse", density = 1.0),
    ConvolutionExample("sparseEmpty", shape(4, 7, 6), 8, k3, fold(1, 2, 2, 1, 1), "sparse", density = 0.1),
    ConvolutionExample("sparseStride2", shape(4, 8, 8), 8, k3s2, fold(2, 1, 4, 1, 2), "sparse"),
    ConvolutionExample("denseStride2NoPad", shape(4, 8, 8), 4, k3s2NoPad, fold(1, 2, 2, 9, 1), "dense"),
    ConvolutionExample("sparse5x5Asymmetric", shape(2, 7, 6), 4, k5, fold(1, 1, 2, 5, 2), "sparse", inputFormat = signed(8), outputFormat = signed(8), density = 0.4),
    ConvolutionExample("denseRectangular", shape(3, 6, 7), 4, k2x3, fold(1, 3, 1, 6, 1), "dense", inputFormat = signed(5), weightBits = 6, outputFormat = signed(7)),
    ConvolutionExample("sparsePointwise", shape(16, 4, 5), 8, k1, fold(2, 4, 2, 1, 1), "sparse", inputFormat = unsigned(4), weightBits = 4, outputFormat = unsigned(4)),
    ConvolutionExample("densePointwise", shape(8, 4, 5), 8, k1, fold(2, 2, 4, 2, 4), "dense", inputFormat = signed(16), weightBits = 16, outputFormat = unsigned(16)),
    ConvolutionExample("sparsePointwiseStride2", shape(8, 7, 6), 8, k1s2, fold(1, 4, 4, 2, 2), "sparse", inputFormat = unsigned(16), weightBits = 16, outputFormat = signed(16)),
    ConvolutionExample("sparseFullyConnected", shape(64, 1, 1), 10, k1, fold(2, 8, 2, 2, 1), "sparse", density = 0.3, outputFormat = signed(8)),
    ConvolutionExample("denseFullyConnected", shape(64, 1, 1), 10, k1, fold(4, 4, 5, 4, 1), "dense", outputFormat = signed(8)),
    ConvolutionExample("denseOnePixelACycle", shape(2, 6, 8), 4, k3, fold(2, 1, 4, 9, 4), "dense"),
    ConvolutionExample("sparseOnePixelACycle", shape(4, 4, 8), 4, k1, fold(1, 4, 4, 4, 4), "sparse"),
    ConvolutionExample("sparseDrainBound", shape(8, 4, 5), 8, k1, fold(1, 4, 8, 2, 1), "sparse"),
    ConvolutionExample("denseDrainBound", shape(4, 5, 6), 8, k1, fold(1, 4, 8, 4, 1), "dense"),
    ConvolutionExample("sparseDrainNearEngines", shape(4, 5, 6), 8, k3, fold(1, 1, 4, 1, 1), "sparse", density = 0.3),
    ConvolutionExample("sparseRowStarts", shape(2, 5, 6), 4, k3, fold(1, 2, 4, 6, 4), "sparse", density = 0.5),
    ConvolutionExample("sparseManyRows", shape(12, 4, 4), 2, k3, fold(6, 1, 1, 1, 1), "sparse", density = 0.6),
    ConvolutionExample("skip3x3", shape(4, 6, 7), 8, k3, fold(1, 1, 2, 1, 1), "skip"),
    ConvolutionExample("skipRows", shape(4, 6, 6), 6, k3, fold(2, 1, 2, 1, 1), "skip", density = 0.4),
    ConvolutionExample("skipSingleProducts", shape(4, 6, 6), 6, k3, fold(2, 2, 3, 1, 1), "skip", density = 0.7),
    ConvolutionExample("skipEmpty", shape(4, 7, 6), 8, k3, fold(1, 1, 2, 1, 1), "skip", density = 0.03),
    ConvolutionExample("skipStride2", shape(4, 8, 8), 8, k3s2, fold(2, 2, 4, 1, 2), "skip"),
    ConvolutionExample("skip5x5Asymmetric", shape(2, 7, 6), 4, k5, fold(1, 1, 2, 1, 2), "skip", inputFormat = signed(8), outputFormat = signed(8), density = 0.4),
    ConvolutionExample("skipPointwise", shape(16, 4, 5), 8, k1, fold(2, 4, 2, 1, 1), "skip", inputFormat = unsigned(4), weightBits = 6, outputFormat = unsigned(4)),
    ConvolutionExample("skipWide", shape(8, 7, 6), 8, k1s2, fold(1, 4, 4, 1, 2), "skip", inputFormat = unsigned(16), weightBits = 16, outputFormat = signed(16)),
    ConvolutionExample("skipFullyConnected", shape(64, 1, 1), 10, k1, fold(2, 8, 2, 1, 1), "skip", density = 0.3, outputFormat = signed(8)),
    ConvolutionExample("skipDrainBound", shape(8, 4, 5), 8, k1, fold(1, 4, 8, 1, 1), "skip"),
    ConvolutionExample("skipOneStep", shape(4, 4, 8), 4, k1, fold(1, 4, 4, 1, 4), "skip"),
    ConvolutionExample("list3x3", shape(4, 6, 7), 8, k3, fold(1, 1, 2, 1, 1), "list"),
    ConvolutionExample("listRows", shape(4, 6, 6), 6, k3, fold(2, 1, 2, 1, 1), "list", density = 0.3),
    ConvolutionExample("listTwoPixels", shape(4, 6, 8), 8, k3, fold(2, 2, 4, 1, 1), "list", density = 0.3, pixels = 2),
    ConvolutionExample("listFourPixelsSigned", shape(4, 5, 8), 6, k3, fold(1, 2, 3, 1, 1), "list", inputFormat = signed(8), outputFormat = signed(8), density = 0.4, pixels = 4),
    ConvolutionExample("listTwoPixelsStride2", shape(4, 8, 8), 8, k3s2, fold(1, 2, 4, 1, 2), "list", pixels = 4),
    ConvolutionExample("listWideTwoPixels", shape(4, 4, 4), 4, k1, fold(1, 2, 2, 1, 1), "list", inputFormat = signed(16), weightBits = 16, outputFormat = signed(16), pixels = 2),
    ConvolutionExample("listEmpty", shape(4, 7, 6), 8, k3, fold(2, 1, 2, 1, 1), "list", density = 0.0),
    ConvolutionExample("list5x5Asymmetric", shape(2, 7, 6), 4, k5, fold(1, 1, 2, 1, 2), "list", inputFormat = signed(8), outputFormat = signed(8), density = 0.4),
    ConvolutionExample("listSinglePairs", shape(8, 4, 5), 8, k1, fold(2, 1, 2, 1, 1), "list"),
    ConvolutionExample("listPointwiseStride2", shape(8, 7, 6), 8, k1s2, fold(1, 4, 4, 1, 2), "list", inputFormat = unsigned(16), weightBits = 16, outputFormat = signed(16)),
    ConvolutionExample("listFullyConnected", shape(64, 1, 1), 10, k1, fold(2, 8, 2, 1, 1), "list", density = 0.3, outputFormat = signed(8)),
    ConvolutionExample("listDrainBound", shape(8, 4, 6), 8, k1, fold(1, 4, 8, 1, 1), "list", pixels = 2),
    ConvolutionExample("listOneBeatDrainBound", shape(2, 4, 6), 32, k3, fold(1, 2, 32, 1, 1), "list"),
    ConvolutionExample("listOneStep", shape(4, 4, 8), 4, k1, fold(1, 4, 4, 1, 4), "list"),
    ConvolutionExample("listRowStarts", shape(2, 5, 6), 4, k3, fold(1, 2, 4, 1, 4), "list", density = 0.5),
    ConvolutionExample("listThreeBeats", shape(6, 5, 6), 8, k3, fold(2, 1, 4, 1, 1), "list", density = 0.3, pixels = 2),
    ConvolutionExample("listFiveBeats", shape(5, 5, 6), 8, k1, fold(1, 1, 4, 1, 1), "list", density = 0.5),
    ConvolutionExample("listInLuts", shape(4, 6, 8), 8, k3, fold(1, 1, 2, 1, 1), "list", multiplier = MultiplierKind.LUT, pixels = 2),
    ConvolutionExample("column3x3", shape(4, 6, 7), 8, k3, fold(1, 1, 2, 1, 1), "column"),
    ConvolutionExample("columnRows", shape(4, 6, 6), 6, k3, fold(2, 1, 2, 1, 1), "column", density = 0.4),
    ConvolutionExample("columnSingleProducts", shape(4, 6, 6), 6, k3, fold(2, 2, 3, 1, 1), "column", density = 0.7),
    ConvolutionExample("columnEmpty", shape(4, 7, 6), 8, k3, fold(1, 1, 2, 1, 1), "column", density = 0.03),
    ConvolutionExample("columnStride2", shape(4, 8, 8), 8, k3s2, fold(2, 2, 4, 1, 2), "column"),
    ConvolutionExample("column5x5Asymmetric", shape(2, 7, 6), 4, k5, fold(1, 1, 2, 1, 2), "column", inputFormat = signed(8), outputFormat = signed(8), density = 0.4),
    ConvolutionExample("columnPointwise", shape(16, 4, 5), 8, k1, fold(2, 4, 2, 1, 1), "column", inputFormat = unsigned(4), weightBits = 6, outputFormat = unsigned(4)),
    ConvolutionExample("columnWide", shape(8, 7, 6), 8, k1s2, fold(1, 4, 4, 1, 2), "column", inputFormat = unsigned(16), weightBits = 16, outputFormat = signed(16)),
    ConvolutionExample("columnFullyConnected", shape(64, 1, 1), 10, k1, fold(2, 8, 2, 1, 1), "column", density = 0.3, outputFormat = signed(8)),
    ConvolutionExample("columnDrainBound", shape(8, 4, 5), 8, k1, fold(1, 4, 8, 1, 1), "column"),
    ConvolutionExample("columnOneStep", shape(4, 4, 8), 4, k1, fold(1, 4, 4, 1, 4), "column"),
    ConvolutionExample("denseInLuts", shape(4, 6, 7), 8, k3, fold(2, 1, 2, 3, 2), "dense", multiplier = MultiplierKind.LUT),
    ConvolutionExample("denseSignedInLuts", shape(4, 4, 5), 6, k1, fold(1, 2, 3, 1, 1), "dense", inputFormat = signed(8), outputFormat = signed(8), multiplier = MultiplierKind.LUT),
    ConvolutionExample("denseOddInLuts", shape(4, 4, 5), 4, k1, fold(1, 4, 4, 2, 4), "dense", inputFormat = signed(6), weightBits = 5, multiplier = MultiplierKind.LUT),
    ConvolutionExample("skipInLuts", shape(4, 6, 7), 8, k3, fold(1, 1, 2, 1, 1), "skip", multiplier = MultiplierKind.LUT),
    ConvolutionExample("denseNarrowField", shape(4, 4, 5), 4, k1, fold(1, 4, 4, 2, 4), "dense", inputFormat = unsigned(4), weightBits = 5, outputFormat = unsigned(4))
  )
  // format: on

  @Test def everyStageIsExactAndTakesTheCyclesOfItsModel(): Unit = {
    val results = new StageBench(Path.of("target", "convolution-stages")).run(examples.map(_.benchCase))
    for (example <- examples) {
      val result = results(example.name)
      println(f"${example.name}%-24s ${result.interval}%6d ${example.stage.cyclesPerImage(example.work)}%9.1f" +
        f" first ${result.firstOutput} ${example.stage.fillCycles} ${result.problems.take(3)}")
    }
    for (example <- examples) {
      val result = results(example.name)
      assertEquals(Seq.empty, result.problems.take(5), example.name)
      assertEquals(example.stage.cyclesPerImage(example.work), result.interval.toDouble, 1e-6, example.name)
      if (Seq("dense", "list").contains(example.engine))
        assertEquals(example.stage.fillCycles, result.firstOutput, s"${example.name}: first output")
    }
  }
}
