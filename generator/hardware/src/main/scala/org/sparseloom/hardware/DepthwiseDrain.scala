package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.numeric.Requantisation

/** What a requantiser needs of a lane: its multiplier and the sums of all pixels side by side. */
private[hardware] final class LaneSums(val multiplier: UInt, val sums: Seq[SInt]) {

  /** Reads [[bits]]. */
  def this(word: UInt, pixels: Int, sumBits: Int) = this(
    word(word.getWidth - 1, pixels * sumBits),
    Logic.fields(word, pixels, sumBits).map(_.asSInt)
  )

  /** The multiplier above the sums, the first pixel's lowest. */
  def bits: UInt = Cat(multiplier +: sums.reverse.map(_.asUInt))
}

/** Holds the sums of a beat while they leave, the same number of lanes in every cycle, lowest first.
  *
  * @param lanes
  *   of a beat
  * @param cycles
  *   in which they leave, more than one
  * @param pixels
  *   side by side
  * @param sumBits
  *   of a sum
  */
final class DepthwiseDrain(lanes: Int, cycles: Int, pixels: Int, sumBits: Int) extends Module {
  private val laneBits = pixels * sumBits + Requantisation.MULTIPLIER_BITS

  /** The requantisers move on in this cycle. */
  val enable = IO(Input(Bool()))

  /** A beat's sums are there, as [[LaneSums]] writes them. */
  val complete = IO(Input(Bool()))
  val sums = IO(Input(Vec(lanes, UInt(laneBits.W))))

  /** The sums that are there are taken in this cycle, or there are none. */
  val ready = IO(Output(Bool()))
  val leaving = IO(Output(Vec(lanes / cycles, UInt(laneBits.W))))
  val leaves = IO(Output(Bool()))

  private val step = RegInit(0.U(log2Ceil(cycles).W))
  private val last = step === (cycles - 1).U
  private val holds = RegInit(false.B)
  private val free = !holds || (last && enable)
  private val take = complete && free
  when(holds && enable)(step := Logic.successor(step, cycles))
  when(free)(holds := complete)
  ready := !complete || free
  leaves := holds

  private val held = RegEnable(sums, take)
  for (lane <- 0 until lanes / cycles) {
    leaving(lane) :<= Logic.select(step, (0 until cycles).map(i => i -> held(i * lanes / cycles + lane)))
  }
}
