package org.sparseloom.hardware

import java.util.{List => JavaList, Optional}
import org.sparseloom.layer._
import org.sparseloom.numeric.{NumberFormat, Requantisation}
import org.sparseloom.stream.StreamFormat
import org.sparseloom.tensor.{Shape, Tensor}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** An addition of random images of two formats, and their sums by the reference.
  *
  * @param multipliers
  *   of the first and the second input
  */
final case class AdditionExample(
    name: String,
    shape: Shape,
    lanes: Int,
    inputs: (NumberFormat, NumberFormat),
    output: NumberFormat,
    multipliers: (Int, Int),
    shift: Int,
    threshold: Int = 0
) {
  private val steadyImages = 4
  private val stalledImages = 6
  private val random = new Random(name.hashCode)
  private val activation = if (output.signed) Activation.NONE else Activation.RELU
  private val layer = new Addition(name, shape, activation)
  private val requantisation = new Requantisation(
    JavaList.of(Long.box(0), Long.box(0)),
    JavaList.of(multipliers._1, multipliers._2),
    shift,
    output,
    threshold
  )
  private val quantised = new QuantisedLayer(layer, JavaList.of(inputs._1, inputs._2),
    JavaList.of(Double.box(1), Double.box(1)), output, 1.0, 0, Optional.empty, Optional.of(requantisation))

  val stage = new AdditionStage(layer, stream(inputs._1), stream(inputs._2), stream(output), shift)

  private def stream(format: NumberFormat) = new StreamFormat(shape, lanes, format)

  def benchCase: BenchCase = {
    val first = Seq.fill(steadyImages + stalledImages)(image(inputs._1))
    val second = Seq.fill(steadyImages + stalledImages)(image(inputs._2))
    val expected = first.zip(second).map { case (one, other) =>
      LayerKinds.of(layer).evaluate(quantised, JavaList.of(one, other))
    }
    val constants = stage.constants(quantised).asScala.map(c => c.name -> c.value).toMap
    BenchCase(name, stage, quantised, constants, first, expected, steadyImages, Seq(second))
  }

  /** Values from the whole format, the extremes often. */
  private def image(format: NumberFormat): Tensor = {
    def value = random.nextInt(8) match {
      case 0 => format.max
      case 1 => format.min
      case _ => format.min + Math.floorMod(random.nextLong(), format.max - format.min + 1)
    }
    new Tensor(shape, Array.fill(shape.elements)(value.toInt))
  }
}
