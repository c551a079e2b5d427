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

  private val beat = RegInit(0.U(Primitives.indexBits(beats).W))
  private val pixel = RegInit(0.U(Primitives.indexBits(pixels).W))
  private val firstPixel = pixel === 0.U
  private val lastPixel = pixel === (pixels - 1).U
  private val move = !out.valid || out.ready

  in.ready := !lastPixel || move
  when(in.fire) {
    beat := Logic.successor(beat, beats)
    when(beat === (beats - 1).U)(pixel := Logic.successor(pixel, pixels))
  }

  private val sums = {
    val stored = storedSums()
    val added = Logic.fields(in.bits, lanes, format.bits).zipWithIndex.map { case (value, lane) =>
      val before = Mux(firstPixel, 0.S(sumBits.W), Logic.field(stored.read, lane, sumBits).asSInt)
      Logic.low(before + Logic.operand(value, format), sumBits)
    }
    stored.write(Cat(added.map(_.asUInt).reverse))
    added
  }
  private val results = sums.map { sum =>
    val requantiser = Module(new Requantiser(sumBits, stage.shift, stage.output.format))
    requantiser.enable := move
    requantiser.value :<= RegEnable(sum, move)
    requantiser.multiplier :<= multiplier
    requantiser.threshold :<= threshold
    requantiser.result
  }
  out.bits :<= Cat(results.reverse)
  out.valid := Logic.delayed(in.fire && lastPixel, 1 + StageLatency.REQUANTISER_CYCLES, move, false.B)

  /** The sums of a beat's lanes: what they are, and how the new ones are kept. */
  private class StoredSums(val read: UInt, val write: UInt => Unit)

  /** A register, or LUT RAM if a pixel has several beats. */
  private def storedSums(): StoredSums = {
    val wordBits = lanes * sumBits
    if (beats == 1) {
      val word = Reg(UInt(wordBits.W))
      new StoredSums(word, sum => when(in.fire)(word :<= sum))
    } else {
      val words = Mem(beats, UInt(wordBits.W))
      new StoredSums(words(beat), sum => when(in.fire)(words(beat) := sum))
    }
  }
}
