package org.sparseloom.hardware

import chisel3._

/** What the accumulators are told about the sums that reach them in this cycle. */
final class AccumulateControl extends Bundle {

  /** The bank of the sums' pixel. */
  val bank = UInt(1.W)

  /** The sums belong to the first beat of a pixel: they replace what the bank holds. */
  val firstBeat = Bool()

  /** The last sums of the pixel are among those of this cycle. */
  val pixelEnd = Bool()
}

/** Moves all engines of a grid from beat to beat and pixels from bank to bank.
  *
  * Cycles are counted where the engines work; the accumulators follow `latency` cycles behind. If
  * they would meet a bank that is still being drained, everything from the engines to them stands
  * still (`enable` low), so that a pixel may start before the bank is free.
  *
  * @param beatsPerPixel
  *   T; of a layer in groups those of one group, which is then dealt with as a pixel is
  * @param latency
  *   enabled cycles from an engine's working cycle to its sum at the accumulator
  */
final class BeatControl(beatsPerPixel: Int, latency: Int) extends Module {

  /** The next beat stands in the window register. */
  val windowValid = IO(Input(Bool()))

  /** Every engine ends its beat in this cycle or has ended it. */
  val enginesDone = IO(Input(Bool()))

  /** Banks whose pixel is complete but not yet drained. */
  val bankPending = IO(Input(Vec(2, Bool())))

  /** Engines, multipliers and accumulators move on in this cycle. */
  val enable = IO(Output(Bool()))

  /** The beat in the window register is taken; engines begin it in the next cycle. */
  val advance = IO(Output(Bool()))
  val accumulate = IO(Output(new AccumulateControl))

  /** The beat that the engines work on is the first of a pixel. */
  val worksOnFirst = IO(Output(Bool()))

  private val nextBeat = RegInit(0.U(Primitives.indexBits(beatsPerPixel).W))
  private val nextBank = RegInit(0.U(1.W))
  private val nextIsLast = nextBeat === (beatsPerPixel - 1).U

  private val busy = RegInit(false.B)
  private val firstBeat = Reg(Bool())
  private val lastBeat = Reg(Bool())
  worksOnFirst := firstBeat
  private val bank = Reg(UInt(1.W))

  advance := enable && windowValid && enginesDone
  when(advance) {
    busy := true.B
    firstBeat := nextBeat === 0.U
    lastBeat := nextIsLast
    bank :<= nextBank
    nextBeat := Logic.successor(nextBeat, beatsPerPixel)
    when(nextIsLast)(nextBank := ~nextBank)
  }.elsewhen(enable && enginesDone)(busy := false.B)

  private val working = Wire(new AccumulateControl)
  working.bank :<= bank
  working.firstBeat := firstBeat
  working.pixelEnd := busy && enginesDone && lastBeat
  private val arriving = Logic.delayed(working, latency, enable)
  private val arrivingBusy = Logic.delayed(busy, latency, enable, false.B)
  enable := !(arrivingBusy && bankPending(arriving.bank))

  /** An engine works in this cycle; only for simulations, see Stage.progressNets. */
  dontTouch(WireDefault(busy && enable).suggestName("progress"))

  accumulate.bank :<= arriving.bank
  accumulate.firstBeat := arriving.firstBeat
  accumulate.pixelEnd := arriving.pixelEnd && arrivingBusy && enable
}
