package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.pipeline.Conversion
import scala.jdk.CollectionConverters._

/** Changes the lanes of a stream and the pixels that it carries side by side, in the steps that the
  * conversion says: each of them a [[LaneConverter]] of parts of several values.
  */
final class PixelConverter(conversion: Conversion) extends Module {
  private val bits = conversion.from.format.bits

  val in = IO(Flipped(Decoupled(UInt(conversion.from.widthBits.W))))
  val out = IO(Decoupled(UInt(conversion.to.widthBits.W)))

  private val last = conversion.steps.asScala.foldLeft[DecoupledIO[UInt]](in) { (before, step) =>
    val converter = Module(new LaneConverter(step.from, step.to, step.values * bits))
    val from = if (step.registered) registered(before) else before
    converter.in.valid := from.valid
    from.ready := converter.in.ready
    converter.in.bits :<= toParts(from.bits, step, step.from)
    val converted = Wire(Decoupled(UInt(converter.out.bits.getWidth.W)))
    converted.valid := converter.out.valid
    converter.out.ready := converted.ready
    converted.bits :<= toValues(converter.out.bits, step, step.to)
    converted
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

  /** Returns a beat of so many parts with the values of a part next to each other. */
  private def toParts(beat: UInt, step: Conversion.Step, parts: Int): UInt =
    if (step.apart) transposed(beat, step.values, parts) else beat

  private def toValues(beat: UInt, step: Conversion.Step, parts: Int): UInt =
    if (step.apart) transposed(beat, parts, step.values) else beat

  /** Returns rows x columns values with columns outermost. */
  private def transposed(beat: UInt, rows: Int, columns: Int): UInt =
    Cat((for (column <- 0 until columns; row <- 0 until rows)
      yield Logic.field(beat, row * columns + column, bits)).reverse)
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
