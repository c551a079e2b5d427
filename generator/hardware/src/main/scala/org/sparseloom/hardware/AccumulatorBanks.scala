package org.sparseloom.hardware

import chisel3._
import chisel3.util._

/** Two banks of `steps` sums: a pixel adds into one while the other is drained.
  *
  * @param steps
  *   F; one step takes registers, more take LUT RAM
  * @param accumulatorBits
  *   wide enough for any partial sum (AccumulatorWidth), so that dropping higher bits is exact
  */
final class AccumulatorBanks(steps: Int, accumulatorBits: Int) extends Module {
  val enable = IO(Input(Bool()))
  val partial = IO(Input(new PartialSum(steps, accumulatorBits)))
  val bank = IO(Input(UInt(1.W)))
  val firstBeat = IO(Input(Bool()))

  /** The sum asked for, in the same cycle. */
  val drainBank = IO(Input(UInt(1.W)))
  val drainStep = IO(Input(UInt(Primitives.indexBits(steps).W)))
  val drained = IO(Output(SInt(accumulatorBits.W)))

  private val write = enable && partial.valid
  private val replace = firstBeat && partial.first

  /** One LUT a bit clears and adds if the carry chain takes the partial sum raw, its first operand. Of
    * two operands Yosys makes that one the first that is in fewer pieces, so the other has two.
    */
  private def added(old: SInt): SInt = {
    val half = accumulatorBits / 2
    val kept = Cat(
      Mux(replace, 0.U, old(accumulatorBits - 1, half)),
      Mux(replace, 0.U, old(half - 1, 0))
    ).asSInt
    Logic.low(partial.sum +& kept, accumulatorBits)
  }

  if (steps == 1) {
    val sums = Reg(Vec(2, SInt(accumulatorBits.W)))
    when(write)(sums(bank) :<= added(sums(bank)))
    drained :<= sums(drainBank)
  } else {
    val depth = 2 << Primitives.indexBits(steps)
    val memory = Module(new SumMemory(depth, accumulatorBits))
    memory.clock := clock
    memory.write := write
    memory.address :<= Cat(bank, partial.step)
    memory.write_data :<= added(memory.data)
    memory.other_address :<= Cat(drainBank, drainStep)
    drained :<= memory.other_data
  }
}
