package org.sparseloom.hardware

import chisel3._
import org.sparseloom.layer.ConvolutionColumnStage

/** The common control of column engines: beats for the feeders, banks for the engines, each of which is
  * at its own sum or at the one behind it.
  */
final class ColumnControl(stage: ConvolutionColumnStage, engines: Int) extends Module {
  private val grid = stage.grid
  private val beats = grid.beatsPerSum
  private val pairs = grid.pairsPerBeat
  private val addressBits = Primitives.indexBits(stage.columnWords)

  val windowValid = IO(Input(Bool()))

  /** Every feeder ends its beat in this cycle or has ended it. */
  val fed = IO(Input(Bool()))

  /** The beat in the window register is taken, of its sums the first, the last or neither. */
  val advance = IO(Output(Bool()))
  val firstBeat = IO(Output(Bool()))
  val lastBeat = IO(Output(Bool()))

  /** Address of the present beat's first column. */
  val begin = IO(Output(UInt(addressBits.W)))

  /** By engine: it takes its last entry for a bank's sums; works. */
  val finished = IO(Input(Vec(engines, Bool())))
  val banks = IO(Input(Vec(engines, UInt(1.W))))
  val working = IO(Input(Vec(engines, Bool())))

  /** By engine: it may begin sums in a bank. */
  val open = IO(Output(Vec(engines, Vec(2, Bool()))))

  /** Banks whose sums are complete but not yet drained; sums that become so. */
  val bankPending = IO(Input(Vec(2, Bool())))
  val sumsEnd = IO(Output(Bool()))
  val endBank = IO(Output(UInt(1.W)))

  private val nextBeat = RegInit(0.U(Primitives.indexBits(beats).W))
  firstBeat := nextBeat === 0.U
  lastBeat := nextBeat === (beats - 1).U
  advance := windowValid && fed
  private val present = Reg(UInt(addressBits.W))
  private val next = RegInit(0.U(addressBits.W))
  begin :<= present
  when(advance) {
    nextBeat := Logic.successor(nextBeat, beats)
    present :<= next
    // A pixel of one beat begins at 0 always.
    if (stage.columnWords > pairs)
      next := Mux(next === (stage.columnWords - pairs).U, 0.U, next + pairs.U)
  }

  // An engine that has finished a bank's sums must leave the bank alone until all others have finished
  // them, too (`ended`), and all of them until they are drained (`closed`).
  private val ended = RegInit(VecInit(Seq.fill(engines)(VecInit(false.B, false.B))))
  private val closed = RegInit(VecInit(false.B, false.B))
  private val oldest = RegInit(0.U(1.W))
  private val all = ended.map(_(oldest)).reduce(_ && _)
  private val pendingBefore = RegNext(bankPending, VecInit(false.B, false.B))
  for (bank <- 0 until 2) {
    val ends = all && oldest === bank.U
    when(ends)(closed(bank) := true.B)
      .elsewhen(pendingBefore(bank) && !bankPending(bank))(closed(bank) := false.B)
    for (engine <- 0 until engines) {
      when(finished(engine) && banks(engine) === bank.U)(ended(engine)(bank) := true.B)
        .elsewhen(ends)(ended(engine)(bank) := false.B)
      open(engine)(bank) := !ended(engine)(bank) && !closed(bank)
    }
  }
  when(all)(oldest := ~oldest)
  sumsEnd := Logic.delayed(all, stage.engineLatency - 1, true.B, false.B)
  endBank :<= Logic.delayed(oldest, stage.engineLatency - 1, true.B)

  /** An engine works in this cycle; only for simulations, see Stage.progressNets. */
  dontTouch(WireDefault(working.reduce(_ || _)).suggestName("progress"))
}
