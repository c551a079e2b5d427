package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.MultiplicationStage
import org.sparseloom.numeric.{NumberFormat, Requantisation}

/** Joins two streams: a beat of both is taken in the same cycle, if the pipeline behind moves. Factors
  * per channel come with the first pixel of an image and are kept for the others.
  */
final class MultiplicationModule(stage: MultiplicationStage) extends StageModule(stage) {
  val in1 = IO(Flipped(Decoupled(UInt(stage.second.widthBits.W))))
  val threshold = IO(Input(UInt(stage.output.format.bits.W)))
  val multiplier = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))

  private val move = !out.valid || out.ready
  private val (factors, wanted) = if (stage.layer.factorPerChannel) kept() else (in1.bits, true.B)
  private val taken = in.valid && (in1.valid || !wanted)
  in.ready := move && (in1.valid || !wanted)
  in1.ready := move && in.valid && wanted

  private val results = (0 until stage.input.values).map { index =>
    val one = operand(in.bits, stage.input.format, index)
    val other = operand(factors, stage.second.format, index % stage.second.values)
    val multiply = Module(new SignedMultiplier(one.getWidth, other.getWidth))
    multiply.clock := clock
    multiply.enable := move
    multiply.clear := false.B
    multiply.a :<= one
    multiply.b :<= other
    val requantiser =
      Module(new Requantiser(stage.productBits, stage.shift, stage.output.format))
    requantiser.enable := move
    requantiser.value :<= multiply.product
    requantiser.multiplier :<= multiplier
    requantiser.threshold :<= threshold
    requantiser.result
  }
  out.bits :<= Cat(results.reverse)
  out.valid := Logic.delayed(taken, stage.fillCycles.toInt, move, false.B)

  private def operand(beat: UInt, format: NumberFormat, lane: Int): SInt =
    Logic.operand(Logic.field(beat, lane, format.bits), format)

  /** Returns the factors of a beat, and whether they come from the stream in this cycle. */
  private def kept(): (UInt, Bool) = {
    val beats = stage.input.beatsPerPixel
    val pixels = stage.input.shape.pixels / stage.input.pixels
    val beat = RegInit(0.U(Primitives.indexBits(beats).W))
    val pixel = RegInit(0.U(Primitives.indexBits(pixels).W))
    val first = pixel === 0.U
    when(in.fire) {
      beat := Logic.successor(beat, beats)
      when(beat === (beats - 1).U)(pixel := Logic.successor(pixel, pixels))
    }
    val before =
      if (beats == 1) RegEnable(in1.bits, in1.fire)
      else LutMemory(beats, beat, in1.fire, beat, in1.bits)
    (Mux(first, in1.bits, before), first)
  }
}
