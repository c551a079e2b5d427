package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.pipeline.Conversion
import scala.jdk.CollectionConverters._

/** Changes the pixels that a stream carries side by side, and its lanes, in the steps that the conversion
  * says.
  */
final class PixelConverter(conversion: Conversion) extends Module {
  private val bits = conversion.from.format.bits

  val in = IO(Flipped(Decoupled(UInt(conversion.from.widthBits.W))))
  val out = IO(Decoupled(UInt(conversion.to.widthBits.W)))

  out :<>= conversion.steps.asScala.foldLeft[DecoupledIO[UInt]](in) { (before, step) =>
    val (stepIn, stepOut) = step match {
      case lanes: Conversion.Lanes =>
        val converter = Module(new LaneConverter(lanes.from, lanes.to, bits, lanes.pixels))
        (converter.in, converter.out)
      case pixels: Conversion.Pixels =>
        val buffer = Module(new PixelBuffer(pixels, bits))
        (buffer.in, buffer.out)
    }
    stepIn :<>= before
    stepOut
  }
}

object PixelConverter {

  /** Returns the converter of a connection; call inside an elaboration. */
  def of(conversion: Conversion): Module =
    if (conversion.from.pixels == conversion.to.pixels) {
      new LaneConverter(
        conversion.from.lanes,
        conversion.to.lanes,
        conversion.from.format.bits,
        conversion.from.pixels
      )
    } else new PixelConverter(conversion)
}
