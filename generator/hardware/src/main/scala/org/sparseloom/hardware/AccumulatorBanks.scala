package org.sparseloom.hardware

import chisel3._
import chisel3.util._

/** Two banks of `steps` sums: a pixel adds into one while the other is drained.
  *
  * @param steps
  *   F; one step takes registers, more take LUT RAM
  * @param accumulatorBits
  *   wide enough for any partial sum (AccumulatorWidth or RowSums), so that dropping higher bits is
  *   exact
  * @param sums
  *   1, or 2 side by side in a word, see [[PackedSum]]
  */
final class AccumulatorBanks(steps: Int, accumulatorBits: Int, sums: Int) extends Module {
  private val wordBits = sums * accumulatorBits

  val enable = IO(Input(Bool()))
  val partial = IO(Input(new PartialSum(steps, wordBits)))
  val bank = IO(Input(UInt(1.W)))
  val firstBeat = IO(Input(Bool()))

  /** The sums asked for, in the same cycle. */
  val drainBank = IO(Input(UInt(1.W)))
  val drainStep = IO(Input(UInt(Primitives.indexBits(steps).W)))
  val drained = IO(Output(Vec(sums, SInt(accumulatorBits.W))))

  private val write = enable && partial.valid
  private val replace = firstBeat && partial.first

  /** One LUT a bit clears and adds if the carry chain takes the partial sum raw, its first operand. Of
    * two operands Yosys makes that one the first that is in fewer pieces, so the other has two.
    */
  private def added(old: SInt): SInt = {
    val half = wordBits / 2
    val begin = if (sums == 1) BigInt(0) else PackedSum.half(accumulatorBits)
    val kept = Cat(
      Mux(replace, 0.U, old(wordBits - 1, half)),
      Mux(replace, begin.U(half.W), old(half - 1, 0))
    ).asSInt
    Logic.low(partial.sum +& kept, wordBits)
  }

  private val word = Wire(SInt(wordBits.W))
  drained :<= (if (sums == 1) VecInit(word) else PackedSum.split(word, accumulatorBits))

  if (steps == 1) {
    val words = Reg(Vec(2, SInt(wordBits.W)))
    when(write)(words(bank) :<= added(words(bank)))
    word :<= words(drainBank)
  } else {
    val depth = 2 << Primitives.indexBits(steps)
    val memory = Module(new SumMemory(depth, wordBits))
    memory.clock := clock
    memory.write := write
    memory.address :<= Cat(bank, partial.step)
    memory.write_data :<= added(memory.data)
    memory.other_address :<= Cat(drainBank, drainStep)
    word :<= memory.other_data
  }
}
