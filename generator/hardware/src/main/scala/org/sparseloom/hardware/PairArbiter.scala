package org.sparseloom.hardware

import chisel3._
import chisel3.util._

/** Hands the lowest pairs of a mask to the multipliers, one each.
  *
  * A module of its own, as [[OperandSelector]] is: synthesis that maps module by module then does not
  * unfold the selection of pairs into every operand bit, which doubles it.
  */
final class PairArbiter(pairs: Int, multipliers: Int) extends Module {
  val mask = IO(Input(UInt(pairs.W)))

  /** What is left of the mask for the next cycle. */
  val rest = IO(Output(UInt(pairs.W)))

  /** Nothing is left. */
  val empties = IO(Output(Bool()))

  /** The pair of every multiplier, and whether it has one. */
  val index = IO(Output(Vec(multipliers, UInt(Primitives.indexBits(pairs).W))))
  val taken = IO(Output(Vec(multipliers, Bool())))

  private val remaining =
    Iterator.iterate(mask)(bits => bits & above(bits)).take(multipliers + 1).toSeq
  rest :<= remaining.last
  empties := remaining.last === 0.U
  for (n <- 0 until multipliers) {
    val lowest = remaining(n) & ~above(remaining(n))
    index(n) :<= Cat(Seq.tabulate(index(n).getWidth) { bit =>
      (0 until pairs).filter(m => ((m >> bit) & 1) == 1).map(lowest(_)).foldLeft(false.B)(_ || _)
    }.reverse)
    taken(n) := remaining(n) =/= 0.U
  }

  /** Returns the mask of all places above the lowest set bit. */
  private def above(bits: UInt): UInt =
    VecInit((0 until pairs).scanLeft(false.B)((any, m) => any || bits(m)).init).asUInt
}

/** Chooses one of the fields of a word.
  *
  * @param first
  *   the lowest index that occurs
  */
final class OperandSelector(pairs: Int, bits: Int, first: Int) extends Module {
  val index = IO(Input(UInt(Primitives.indexBits(pairs).W)))
  val word = IO(Input(UInt((pairs * bits).W)))
  val field = IO(Output(UInt(bits.W)))

  field :<= Logic.select(index, (first until pairs).map(m => m -> Logic.field(word, m, bits)))
}
