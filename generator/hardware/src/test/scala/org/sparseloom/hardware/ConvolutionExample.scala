package org.sparseloom.hardware

import java.util.Optional
import org.sparseloom.layer._
import org.sparseloom.numeric.{NumberFormat, Requantisation}
import org.sparseloom.pipeline.ConvolutionChoice
import org.sparseloom.tensor.{Shape, Tensor, Weights, Window}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** A convolution with random weights and images, and its outputs by the plain loop.
  *
  * @param density
  *   share of weights and of activations that are not zero
  */
final case class ConvolutionExample(
    name: String,
    input: Shape,
    outputs: Int,
    window: Window,
    folding: Folding,
    engine: String,
    inputFormat: NumberFormat = NumberFormat.unsigned(8),
    outputFormat: NumberFormat = NumberFormat.unsigned(8),
    weightBits: Int = 8,
    density: Double = 0.5,
    multiplier: MultiplierKind = MultiplierKind.DSP,
    pixels: Int = 1,
    steadyImages: Int = 4,
    stalledImages: Int = 2
) {
  private val random = new Random(name.hashCode)
  private val layer = new Convolution(name, input, outputs, window, if (outputFormat.signed) Activation.NONE else Activation.RELU)

  private val kernels = {
    val top = (1 << (weightBits - 1)) - 1
    val size = outputs * layer.pairsPerOutput
    new Weights(outputs, window.kernelHeight, window.kernelWidth, input.channels,
      Array.fill(size)(sparsely(random.nextInt(2 * top + 1) - top)))
  }

  private def image(): Tensor = {
    val span = (inputFormat.max - inputFormat.min + 1).toInt
    new Tensor(input, Array.fill(input.elements)(sparsely(random.nextInt(span) + inputFormat.min.toInt)))
  }

  private def sparsely(value: Int): Int = if (random.nextDouble() < density) value else 0

  private val images: Seq[Tensor] = {
    val repeated = image()
    Seq.fill(steadyImages)(repeated) ++ Seq.fill(stalledImages)(image())
  }

  private val sums: Seq[Array[Long]] = images.map(accumulate)

  private val requantisation: Requantisation = {
    val largest = math.max(1L, sums.flatMap(_.toSeq).map(math.abs).max)
    val biases = Seq.fill(outputs)(((random.nextDouble() - 0.5) * largest).toLong)
    val multipliers = Seq.fill(outputs)(20000 + random.nextInt(45536))
    val productBits = 64 - java.lang.Long.numberOfLeadingZeros(largest * 50000)
    // A little too small a shift, so that some values saturate.
    val shift = math.min(62, math.max(1, productBits - outputFormat.bits))
    new Requantisation(
      biases.map(Long.box).asJava,
      multipliers.map(Int.box).asJava,
      shift,
      outputFormat,
      if (outputFormat.bits > 4) 5 else 2
    )
  }

  val quantised: QuantisedLayer = new QuantisedLayer(layer, inputFormat, 1.0, outputFormat, 1.0,
    weightBits, Optional.of(kernels), Optional.of(requantisation))

  val stage: Stage = new ConvolutionChoice(engine, multiplier, folding, pixels).stage(quantised)

  val expected: Seq[Tensor] = sums.map { image =>
    new Tensor(layer.outputShape, image.zipWithIndex.map { case (sum, index) =>
      requantisation.apply(index % outputs, sum)
    })
  }

  def benchCase: BenchCase = BenchCase(name, stage, quantised,
    Map("threshold" -> requantisation.threshold.toLong), images, expected, steadyImages)

  /** The non-zero pairs of the steady image, every pixel. */
  val work: Work = new Work {
    override def pixels: Int = layer.outputShape.pixels
    override def pixelsPerImage: Double = pixels.toDouble
    override def pairDensity: Double = density * density
    override def pairs(pixel: Int, filter: Int, first: Int, channels: Int): Int =
      (for (channel <- first until first + channels)
        yield taps(images.head, pixel).count { case (ky, kx, y, x) =>
          kernels.at(filter, ky, kx, channel) != 0 && images.head.at(y, x, channel) != 0
        }).sum
    override def activations(pixel: Int, group: Int, first: Int, channels: Int): Int =
      (for ((_, _, y, x) <- taps(images.head, pixel); channel <- first until first + channels)
        yield if (images.head.at(y, x, channel) != 0) 1 else 0).sum
    override def weights(filter: Int, first: Int, channels: Int): Int =
      (for (ky <- 0 until window.kernelHeight; kx <- 0 until window.kernelWidth)
        yield (first until first + channels).count(kernels.at(filter, ky, kx, _) != 0)).sum
    override def activation(pixel: Int, channel: Int, tap: Int): Boolean =
      taps(images.head, pixel).exists { case (ky, kx, y, x) =>
        ky * window.kernelWidth + kx == tap && images.head.at(y, x, channel) != 0
      }
    override def weight(filter: Int, channel: Int, tap: Int): Boolean =
      kernels.at(filter, tap / window.kernelWidth, tap % window.kernelWidth, channel) != 0
    override def pairs(pixel: Int): Long =
      (for (filter <- 0 until outputs) yield pairs(pixel, filter, 0, input.channels).toLong).sum
  }

  private def accumulate(image: Tensor): Array[Long] =
    (for (pixel <- 0 until layer.outputShape.pixels; filter <- 0 until outputs) yield {
      (for ((ky, kx, y, x) <- taps(image, pixel); channel <- 0 until input.channels)
        yield kernels.at(filter, ky, kx, channel).toLong * image.at(y, x, channel)).sum
    }).toArray

  /** Returns (ky, kx, y, x) of the taps that lie in the image. */
  private def taps(image: Tensor, pixel: Int): Seq[(Int, Int, Int, Int)] = {
    val top = pixel / layer.outputShape.width * window.strideY - window.padTop
    val left = pixel % layer.outputShape.width * window.strideX - window.padLeft
    for (
      ky <- 0 until window.kernelHeight; kx <- 0 until window.kernelWidth
      if top + ky >= 0 && top + ky < image.shape.height
      if left + kx >= 0 && left + kx < image.shape.width
    ) yield (ky, kx, top + ky, left + kx)
  }
}
