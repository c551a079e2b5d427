package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{AdditionStage, StageLatency}
import org.sparseloom.numeric.Requantisation
import org.sparseloom.stream.StreamFormat

/** Joins two streams: a beat of both is taken in the same cycle, if the pipeline behind moves. */
final class AdditionModule(stage: AdditionStage) extends StageModule(stage) {
  val in1 = IO(Flipped(Decoupled(UInt(stage.second.widthBits.W))))
  val threshold = IO(Input(UInt(stage.output.format.bits.W)))
  val multiplier = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))
  val multiplier1 = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))

  private val move = !out.valid || out.ready
  in.ready := in1.valid && move
  in1.ready := in.valid && move

  private val results = products(in.bits, stage.input, multiplier)
    .zip(products(in1.bits, stage.second, multiplier1))
    .map { case (one, other) =>
      Requantiser.finish(one +& other, stage.shift, stage.output.format, threshold, move)
    }
  out.bits :<= Cat(results.reverse)
  out.valid := Logic.delayed(
    in.valid && in1.valid,
    StageLatency.REQUANTISER_CYCLES,
    move,
    false.B
  )

  /** Returns every value times the stream's multiplier. */
  private def products(beat: UInt, stream: StreamFormat, factor: UInt): Seq[SInt] =
    Logic.fields(beat, stream.values, stream.format.bits).map { value =>
      val operand = Logic.operand(value, stream.format)
      val multiply =
        Module(new SignedMultiplier(operand.getWidth, Requantisation.MULTIPLIER_BITS + 1))
      multiply.clock := clock
      multiply.enable := move
      multiply.clear := false.B
      multiply.a :<= operand
      multiply.b :<= factor.zext
      multiply.product
    }
}
