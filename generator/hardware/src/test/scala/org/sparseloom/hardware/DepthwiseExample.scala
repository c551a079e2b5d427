package org.sparseloom.hardware

import java.util.Optional
import org.sparseloom.layer._
import org.sparseloom.numeric.{NumberFormat, Requantisation}
import org.sparseloom.tensor.{Shape, Tensor, Weights, Window}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** A depthwise convolution with random weights and images, and its outputs by the plain loop. */
final case class DepthwiseExample(
    name: String,
    input: Shape,
    window: Window,
    lanes: Int,
    multipliersPerLane: Int,
    inputFormat: NumberFormat = NumberFormat.unsigned(8),
    outputFormat: NumberFormat = NumberFormat.unsigned(8),
    weightBits: Int = 8,
    multiplier: MultiplierKind = MultiplierKind.DSP,
    outputLanes: Option[Int] = None,
    pixels: Int = 1
) {
  private val steadyImages = 4
  private val stalledImages = 4
  private val random = new Random(name.hashCode)
  private val channels = input.channels
  private val activation = if (outputFormat.signed) Activation.NONE else Activation.RELU
  private val layer = new Convolution(name, input, channels, window, channels, activation)

  private val weights = {
    val top = (1 << (weightBits - 1)) - 1
    val values = Array.fill(channels * window.taps)(random.nextInt(2 * top + 1) - top)
    new Weights(channels, window.kernelHeight, window.kernelWidth, 1, values)
  }

  private val images: Seq[Tensor] = Seq.fill(steadyImages + stalledImages) {
    val span = (inputFormat.max - inputFormat.min + 1).toInt
    def value = random.nextInt(8) match {
      case 0 => inputFormat.max.toInt
      case 1 => inputFormat.min.toInt
      case _ => random.nextInt(span) + inputFormat.min.toInt
    }
    new Tensor(input, Array.fill(input.elements)(value))
  }

  private val sums: Seq[Array[Long]] = images.map(accumulate)

  private val requantisation: Requantisation = {
    val largest = math.max(1L, sums.flatMap(_.toSeq).map(math.abs).max)
    val biases = Seq.fill(channels)(((random.nextDouble() - 0.5) * largest).toLong)
    val multipliers = Seq.fill(channels)(20000 + random.nextInt(45536))
    val productBits = 64 - java.lang.Long.numberOfLeadingZeros(largest * 50000)
    new Requantisation(
      biases.map(Long.box).asJava,
      multipliers.map(Int.box).asJava,
      // A little too small a shift, so that some values saturate.
      math.max(1, productBits - outputFormat.bits),
      outputFormat,
      if (outputFormat.bits > 4) 5 else 2
    )
  }

  private val quantised = new QuantisedLayer(layer, inputFormat, 1.0, outputFormat, 1.0,
    weightBits, Optional.of(weights), Optional.of(requantisation))

  val stage: DepthwiseStage = {
    val out = outputLanes.getOrElse(lanes)
    DepthwiseStage.of(
      quantised, Arithmetic.of(quantised), multiplier, lanes, multipliersPerLane, out, pixels)
  }

  def benchCase: BenchCase = {
    val expected = sums.map { image =>
      new Tensor(layer.outputShape, image.zipWithIndex.map { case (sum, index) =>
        requantisation.apply(index % channels, sum)
      })
    }
    val constants = stage.constants(quantised).asScala.map(c => c.name -> c.value).toMap
    BenchCase(name, stage, quantised, constants, images, expected, steadyImages)
  }

  private def accumulate(image: Tensor): Array[Long] =
    (for (
      y <- 0 until layer.outputShape.height; x <- 0 until layer.outputShape.width;
      channel <- 0 until channels
    ) yield {
      val top = y * window.strideY - window.padTop
      val left = x * window.strideX - window.padLeft
      (for (
        ky <- 0 until window.kernelHeight; kx <- 0 until window.kernelWidth
        if top + ky >= 0 && top + ky < input.height && left + kx >= 0 && left + kx < input.width
      ) yield weights.at(channel, ky, kx, 0).toLong * image.at(top + ky, left + kx, channel)).sum
    }).toArray
}
