package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{GlobalAveragePoolingStage, StageLatency}
import org.sparseloom.numeric.Requantisation

/** A running sum per channel, every lane a channel of a beat, pixels of a beat added first; those of
  * the last pixel go on to the requantisers instead of back into the sums, so that the next image
  * follows without a bubble.
  */
final class GlobalAveragePoolingModule(stage: GlobalAveragePoolingStage)
    extends StageModule(stage) {
  val threshold = IO(Input(UInt(stage.output.format.bits.W)))
  val multiplier = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))

  private val format = stage.input.format
  private val lanes = stage.input.lanes
  private val beats = stage.input.beatsPerPixel
  private val side = stage.input.pixels

  /** Pixels side by side are one pixel here. */
  private val pixels = stage.input.shape.pixels / side
  private val sumBits = stage.accumulatorBits

  private val move = !out.valid || out.ready

  /** The sums of a beat's pixels are added to those of the pixels before. */
  private val taken = Wire(Bool())
  private val image = new WholeImage(beats, pixels, lanes * sumBits, taken)

  /** The beats move on: into the sums, or those of the last pixel to the output. */
  private val advance = !image.lastPixel || move
  taken := Logic.delayed(in.valid, stage.sumCycles, advance, false.B) && advance
  in.ready := advance

  private val values =
    Logic.fields(in.bits, lanes * side, format.bits).map(Logic.operand(_, format))
  private val sums = (0 until lanes).map { lane =>
    val beside = (0 until side).map(pixel => values(pixel * lanes + lane))
    val stored = Logic.field(image.word, lane, sumBits).asSInt
    val before = Mux(image.firstPixel, 0.S(sumBits.W), stored)
    Logic.low(before + Logic.sum(beside, advance, lastRegister = true), sumBits)
  }
  image.keep(Cat(sums.map(_.asUInt).reverse))

  private val results = sums.map { sum =>
    val requantiser = Module(new Requantiser(sumBits, stage.shift, stage.output.format))
    requantiser.enable := move
    requantiser.value :<= RegEnable(sum, move)
    requantiser.multiplier :<= multiplier
    requantiser.threshold :<= threshold
    requantiser.result
  }
  out.bits :<= Cat(results.reverse)
  out.valid := Logic.delayed(
    taken && image.lastPixel,
    1 + StageLatency.REQUANTISER_CYCLES,
    move,
    false.B
  )
}
