package org.sparseloom.hardware

import java.util.{List => JavaList, Optional}
import org.sparseloom.layer._
import org.sparseloom.numeric.{NumberFormat, Requantisation}
import org.sparseloom.stream.StreamFormat
import org.sparseloom.tensor.{Shape, Tensor}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** A product of random images of two formats by the reference.
  *
  * @param perChannel
  *   whether the second image is a single pixel
  */
final case class MultiplicationExample(
    name: String,
    shape: Shape,
    perChannel: Boolean,
    lanes: Int,
    inputs: (NumberFormat, NumberFormat),
    output: NumberFormat,
    multiplier: Int,
    shift: Int,
    threshold: Int = 0
) {
  private val steadyImages = 4
  private val stalledImages = 6
  private val random = new Random(name.hashCode)
  private val activation = if (output.signed) Activation.NONE else Activation.RELU
  private val layer = new Multiplication(name, shape, perChannel, activation)
  private val requantisation = new Requantisation(
    JavaList.of(Long.box(0)), JavaList.of(multiplier), shift, output, threshold)
  private val quantised = new QuantisedLayer(layer, JavaList.of(inputs._1, inputs._2),
    JavaList.of(Double.box(1), Double.box(1)), output, 1.0, 0, Optional.empty, Optional.of(requantisation))

  val stage = new MultiplicationStage(
    layer,
    new StreamFormat(shape, lanes, inputs._1),
    new StreamFormat(layer.factorShape, lanes, inputs._2),
    new StreamFormat(shape, lanes, output),
    shift
  )

  def benchCase: BenchCase = {
    val images = steadyImages + stalledImages
    val first = Seq.fill(images)(ExtremeImages.draw(random, shape, inputs._1))
    val second = Seq.fill(images)(ExtremeImages.draw(random, layer.factorShape, inputs._2))
    val expected = first.zip(second).map { case (one, other) =>
      LayerKinds.of(layer).evaluate(quantised, JavaList.of(one, other))
    }
    val constants = stage.constants(quantised).asScala.map(c => c.name -> c.value).toMap
    BenchCase(name, stage, quantised, constants, first, expected, steadyImages, Seq(second))
  }
}

/** Images of values from the whole format, the extremes often. */
object ExtremeImages {
  def draw(random: Random, shape: Shape, format: NumberFormat): Tensor = {
    def value = random.nextInt(8) match {
      case 0 => format.max
      case 1 => format.min
      case _ => format.min + Math.floorMod(random.nextLong(), format.max - format.min + 1)
    }
    new Tensor(shape, Array.fill(shape.elements)(value.toInt))
  }
}
