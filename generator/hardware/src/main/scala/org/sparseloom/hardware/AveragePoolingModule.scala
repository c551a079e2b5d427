package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{AveragePoolingStage, StageLatency}
import org.sparseloom.numeric.Requantisation

/** Sum over a window, every lane a channel, then one multiplication for all of them. */
final class AveragePoolingModule(stage: AveragePoolingStage) extends StageModule(stage) {
  val threshold = IO(Input(UInt(stage.output.format.bits.W)))
  val multiplier = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))

  private val format = stage.input.format
  private val lanes = stage.input.lanes
  private val taps = stage.layer.window.taps
  private val window = Module(new LineBuffer(stage.lineBuffer, 0))
  private val move = !out.valid || out.ready

  window.in :<>= in
  window.window.ready := move

  private val values = Logic.fields(window.window.bits, stage.lineBuffer.valuesPerBeat, format.bits)
  private val results = for (pixel <- 0 until stage.output.pixels; lane <- 0 until lanes) yield {
    val operands = (0 until taps).map { tap =>
      Logic.operand(values((pixel * taps + tap) * lanes + lane), format)
    }
    val sum = Logic.sum(operands, move, lastRegister = true)
    val requantiser =
      Module(new Requantiser(stage.accumulatorBits, stage.shift, stage.output.format))
    requantiser.enable := move
    requantiser.value :<= Logic.low(sum, stage.accumulatorBits)
    requantiser.multiplier :<= multiplier
    requantiser.threshold :<= threshold
    requantiser.result
  }
  out.bits :<= Cat(results.reverse)
  out.valid := Logic.delayed(
    window.window.valid,
    StageLatency.sumCycles(taps, true) + StageLatency.REQUANTISER_CYCLES,
    move,
    false.B
  )
}
