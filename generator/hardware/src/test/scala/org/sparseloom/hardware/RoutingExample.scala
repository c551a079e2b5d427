package org.sparseloom.hardware

import java.util.{List => JavaList, Optional}
import org.sparseloom.layer._
import org.sparseloom.numeric.{NumberFormat, Requantisation}
import org.sparseloom.pipeline.RoutingChoice
import org.sparseloom.tensor.Shape
import scala.jdk.CollectionConverters._
import scala.util.Random

/** A stage that puts values elsewhere, with random images and what must come of them. */
final class RoutingExample(val name: String, lanes: Int, quantised: QuantisedLayer) {
  private val steadyImages = 4
  private val stalledImages = 5

  val stage: Stage = new RoutingChoice(lanes).stage(quantised)

  def benchCase: BenchCase = {
    val random = new Random(name.hashCode)
    val inputs = stage.inputs.asScala.toSeq.map { stream =>
      Seq.fill(steadyImages + stalledImages)(ExtremeImages.draw(random, stream.shape, stream.format))
    }
    BenchCase(
      name,
      stage,
      quantised,
      stage.constants(quantised).asScala.map(c => c.name -> c.value).toMap,
      inputs.head,
      inputs.transpose.map(of => LayerKinds.of(quantised.layer).evaluate(quantised, of.asJava)),
      steadyImages,
      inputs.tail
    )
  }
}

object RoutingExample {
  def resize(
      name: String,
      shape: Shape,
      factors: (Int, Int),
      sampling: Sampling,
      lanes: Int,
      format: NumberFormat
  ): RoutingExample =
    new RoutingExample(
      name,
      lanes,
      copying(new Resize(name, shape, factors._1, factors._2, sampling), format)
    )

  def spread(layer: DepthToSpace, lanes: Int, format: NumberFormat): RoutingExample =
    new RoutingExample(layer.name, lanes, copying(layer, format))

  def slice(name: String, shape: Shape, first: Int, channels: Int, lanes: Int): RoutingExample =
    new RoutingExample(
      name,
      lanes,
      copying(new ChannelSlice(name, shape, first, channels), NumberFormat.signed(8))
    )

  /** @param multipliers
    *   of the inputs, over 2^16; none: values are copied
    */
  def concatenation(
      name: String,
      channels: Seq[Int],
      lanes: Int,
      inputs: Seq[NumberFormat],
      output: NumberFormat,
      multipliers: Seq[Int] = Seq.empty,
      threshold: Int = 0
  ): RoutingExample = {
    val layer = new Concatenation(name, channels.map(new Shape(_, 5, 4)).asJava)
    val requantisation =
      if (multipliers.isEmpty) Optional.empty[Requantisation]
      else
        Optional.of(
          new Requantisation(
            multipliers.map(_ => Long.box(0L)).asJava,
            multipliers.map(Int.box).asJava,
            16,
            output,
            threshold
          )
        )
    val units: JavaList[java.lang.Double] = inputs.map(_ => Double.box(1)).asJava
    new RoutingExample(
      name,
      lanes,
      new QuantisedLayer(layer, inputs.asJava, units, output, 1, 0, Optional.empty, requantisation)
    )
  }

  private def copying(layer: Layer, format: NumberFormat) =
    new QuantisedLayer(layer, format, 1, format, 1, 0, Optional.empty, Optional.empty)
}
