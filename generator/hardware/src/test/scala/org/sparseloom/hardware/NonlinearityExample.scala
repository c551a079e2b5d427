package org.sparseloom.hardware

import java.util.{List => JavaList, Optional}
import org.sparseloom.layer._
import org.sparseloom.numeric.NumberFormat
import org.sparseloom.tensor.Shape
import scala.jdk.CollectionConverters._
import scala.util.Random

/** A nonlinearity of random images by the reference.
  *
  * @param range
  *   real value of the input's largest integer
  * @param threshold
  *   real value
  */
final case class NonlinearityExample(
    name: String,
    function: NonlinearFunction,
    shape: Shape,
    lanes: Int,
    input: NumberFormat,
    outputBits: Int,
    range: Double,
    threshold: Double = 0
) {
  private val steadyImages = 4
  private val stalledImages = 6
  private val random = new Random(name.hashCode)
  private val layer = {
    val (slope, offset) = if (function.smooth) (1.0, 0.0) else (1.0 / 6, 0.5)
    new Nonlinearity(name, shape, function, slope, offset)
  }
  private val quantised = {
    val kind = LayerKinds.of(layer)
    val output = kind.outputFormat(layer, JavaList.of(input), outputBits)
    val largest = if (function.timesInput) range else 1.0
    kind.quantise(
      layer,
      new QuantisationSite(JavaList.of(input), JavaList.of(Double.box(range / input.max.toDouble)), 0, outputBits,
        largest / output.max.toDouble, 0, threshold, Optional.empty)
    )
  }

  val stage: NonlinearityStage = NonlinearityStage.of(quantised, lanes, 1)

  def benchCase: BenchCase = {
    val images = Seq.fill(steadyImages + stalledImages)(ExtremeImages.draw(random, shape, input))
    val expected = images.map(image => LayerKinds.of(layer).evaluate(quantised, JavaList.of(image)))
    val constants = stage.constants(quantised).asScala.map(c => c.name -> c.value).toMap
    BenchCase(name, stage, quantised, constants, images, expected, steadyImages)
  }
}
