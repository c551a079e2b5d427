package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{GlobalAveragePoolingStage, StageLatency}
import org.sparseloom.numeric.Requantisation

/** A running sum per channel, every lane a channel of a beat; those of the last pixel go on to the
  * requantisers instead of back into the sums, so that the next image follows without a bubble.
  */
final class GlobalAveragePoolingModule(stage: GlobalAveragePoolingStage)
    extends StageModule(stage) {
  val threshold = IO(Input(UInt(stage.output.format.bits.W)))
  val multiplier = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))

  private val format = stage.input.format
  private val lanes = stage.input.lanes
  private val beats = stage.input.beatsPerPixel
  private val pixels = stage.input.shape.pixels
  private val sumBits = stage.accumulatorBits

  private val move = !out.valid || out.ready
  private val image = new WholeImage(beats, pixels, lanes * sumBits, in.fire)

  in.ready := !image.lastPixel || move

  private val sums = Logic.fields(in.bits, lanes, format.bits).zipWithIndex.map {
    case (value, lane) =>
      val stored = Logic.field(image.word, lane, sumBits).asSInt
      val before = Mux(image.firstPixel, 0.S(sumBits.W), stored)
      Logic.low(before + Logic.operand(value, format), sumBits)
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
    in.fire && image.lastPixel,
    1 + StageLatency.REQUANTISER_CYCLES,
    move,
    false.B
  )
}
