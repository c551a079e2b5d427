package org.sparseloom.hardware

import java.util.{List => JavaList, Optional}
import org.sparseloom.layer._
import org.sparseloom.numeric.{NumberFormat, Requantisation}
import org.sparseloom.stream.StreamFormat
import org.sparseloom.tensor.{Shape, Tensor, Window}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** A pooling stage with random images and what must come of them. */
final class PoolingExample(val name: String, val stage: Stage, quantised: QuantisedLayer) {
  private val steadyImages = 4
  private val stalledImages = 4

  def benchCase: BenchCase = {
    val random = new Random(name.hashCode)
    val inputs = Seq.fill(steadyImages + stalledImages)(image(random))
    BenchCase(
      name,
      stage,
      quantised,
      stage.constants(quantised).asScala.map(c => c.name -> c.value).toMap,
      inputs,
      inputs.map(image => LayerKinds.of(quantised.layer).evaluate(quantised, java.util.List.of(image))),
      steadyImages
    )
  }

  /** Values from the whole format, the extremes often. */
  private def image(random: Random): Tensor = {
    val format = quantised.input
    val range = format.max - format.min + 1
    def value = random.nextInt(8) match {
      case 0 => format.max
      case 1 => format.min
      case _ => format.min + Math.floorMod(random.nextLong(), range)
    }
    val shape = stage.input.shape
    new Tensor(shape, Array.fill(shape.elements)(value.toInt))
  }
}

object PoolingExample {

  def maximum(
      name: String,
      shape: Shape,
      window: Window,
      lanes: Int,
      format: NumberFormat
  ): PoolingExample = {
    val layer = new MaxPooling(name, shape, window)
    val quantised = quantise(layer, format, format, None)
    val stage = new MaxPoolingStage(
      layer,
      new StreamFormat(shape, lanes, format),
      new StreamFormat(layer.outputShape, lanes, format)
    )
    new PoolingExample(name, stage, quantised)
  }

  def average(
      name: String,
      shape: Shape,
      window: Window,
      lanes: Int,
      input: NumberFormat,
      output: NumberFormat,
      threshold: Int = 0
  ): PoolingExample = {
    val layer = new AveragePooling(name, shape, window)
    val requantisation = mean(window.taps, output, threshold)
    val stage = new AveragePoolingStage(
      layer,
      new StreamFormat(shape, lanes, input),
      new StreamFormat(layer.outputShape, lanes, output),
      requantisation.shift
    )
    new PoolingExample(name, stage, quantise(layer, input, output, Some(requantisation)))
  }

  def globalAverage(
      name: String,
      shape: Shape,
      lanes: Int,
      input: NumberFormat,
      output: NumberFormat,
      threshold: Int = 0
  ): PoolingExample = {
    val layer = new GlobalAveragePooling(name, shape)
    val requantisation = mean(shape.pixels, output, threshold)
    val stage = new GlobalAveragePoolingStage(
      layer,
      new StreamFormat(shape, lanes, input),
      new StreamFormat(layer.outputShape, lanes, output),
      requantisation.shift
    )
    new PoolingExample(name, stage, quantise(layer, input, output, Some(requantisation)))
  }

  def globalMaximum(
      name: String,
      shape: Shape,
      lanes: Int,
      format: NumberFormat
  ): PoolingExample = {
    val layer = new GlobalMaxPooling(name, shape)
    val stage = new GlobalMaxPoolingStage(
      layer,
      new StreamFormat(shape, lanes, format),
      new StreamFormat(layer.outputShape, lanes, format)
    )
    new PoolingExample(name, stage, quantise(layer, format, format, None))
  }

  private def quantise(
      layer: Layer,
      input: NumberFormat,
      output: NumberFormat,
      requantisation: Option[Requantisation]
  ) = {
    val optional = requantisation.fold(Optional.empty[Requantisation])(r => Optional.of(r))
    new QuantisedLayer(layer, input, 1, output, 1, 0, Optional.empty, optional)
  }

  /** A mean of so many values times 1.25, so that the highest saturate. */
  private def mean(values: Int, output: NumberFormat, threshold: Int) = {
    val shift = 14 + Integer.numberOfTrailingZeros(Integer.highestOneBit(values))
    val multiplier = Math.round(1.25 / values * Math.pow(2, shift)).toInt
    new Requantisation(JavaList.of(Long.box(0L)), JavaList.of(multiplier), shift, output, threshold)
  }
}
