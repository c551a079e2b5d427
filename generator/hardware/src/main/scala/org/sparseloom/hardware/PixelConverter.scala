package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.pipeline.Conversion
import scala.jdk.CollectionConverters._

/** Changes the lanes of a stream and the pixels that it carries side by side, in the steps that the
  * conversion says, each of them a [[LaneConverter]]: of the lanes of all pixels of a beat, or of whole
  * pixels.
  */
final class PixelConverter(conversion: Conversion) extends Module {
  private val bits = conversion.from.format.bits

  val in = IO(Flipped(Decoupled(UInt(conversion.from.widthBits.W))))
  val out = IO(Decoupled(UInt(conversion.to.widthBits.W)))

  private val last = conversion.steps.asScala.foldLeft[DecoupledIO[UInt]](in) { (before, step) =>
    val converter = Module(converterOf(step))
    val from = if (step.registered) registered(before) else before
    converter.in.valid := from.valid
    from.ready := converter.in.ready
    converter.in.bits :<= from.bits
    converter.out
  }
  out.valid := last.valid
  last.ready := out.ready
  out.bits :<= last.bits

  /** Returns the stream a cycle later, so that its source goes on while a beat is taken apart. */
  private def registered(source: DecoupledIO[UInt]): DecoupledIO[UInt] = {
    val held = Wire(Decoupled(UInt(source.bits.getWidth.W)))
    val full = RegInit(false.B)
    source.ready := !full || held.ready
    when(source.ready)(full := source.valid)
    held.valid := full
    held.bits :<= RegEnable(source.bits, source.valid && source.ready)
    held
  }

  private def converterOf(step: Conversion.Step): LaneConverter =
    if (step.apart) new LaneConverter(step.from, step.to, bits, step.values)
    else new LaneConverter(step.from, step.to, step.values * bits)
}

object PixelConverter {

  /** Returns the converter of a connection; call inside an elaboration. */
  def of(conversion: Conversion): Module =
    if (conversion.from.pixels == 1 && conversion.to.pixels == 1) {
      new LaneConverter(
        conversion.from.lanes,
        conversion.to.lanes,
        conversion.from.format.bits
      )
    } else new PixelConverter(conversion)
}
