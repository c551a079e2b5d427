package org.sparseloom.hardware

import chisel3._
import chisel3.util._

/** Hands pairs of a mask to the multipliers, one each: the lowest to half of them, the highest to
  * the others, so that half as many choices wait for each other.
  *
  * A module of its own, as [[OperandSelector]] is: synthesis that maps module by module then does
  * not unfold the selection of pairs into every operand bit, which doubles it.
  */
final class PairArbiter(pairs: Int, multipliers: Int) extends Module {
  val mask = IO(Input(UInt(pairs.W)))

  /** What is left of the mask for the next cycle; whether the multipliers then take all of it. */
  val rest = IO(Output(UInt(pairs.W)))
  val restFits = IO(Output(Bool()))

  /** The pair of every multiplier, and whether it has one. */
  val index = IO(Output(Vec(multipliers, UInt(Primitives.indexBits(pairs).W))))
  val taken = IO(Output(Vec(multipliers, Bool())))

  private val fromBelow = (multipliers + 1) / 2
  private val fromAbove = multipliers - fromBelow
  private val low = withoutLowest(mask, fromBelow)
  private val high = withoutLowest(Reverse(mask), fromAbove)
  rest :<= low.last & Reverse(high.last)
  restFits := Logic.atMost(mask, 2 * multipliers)

  for (n <- 0 until fromBelow) {
    index(n) :<= place(low(n) & ~low(n + 1))
    taken(n) := low(n) =/= 0.U
  }
  for (n <- 0 until fromAbove) {
    index(fromBelow + n) :<= place(Reverse(high(n) & ~high(n + 1)))
    // Those from below may have come as far.
    taken(fromBelow + n) := !Logic.atMost(mask, fromBelow + n)
  }

  /** Returns the pairs that multiplier n may get: never one of the lowest, or highest, n. */
  def range(n: Int): Range =
    if (n < fromBelow) n until pairs else 0 until pairs - (n - fromBelow)

  /** Returns a mask, it without its lowest set bit, and so on: a carry chain finds that bit. */
  private def withoutLowest(bits: UInt, times: Int): Seq[UInt] =
    Seq.iterate(bits, times + 1)(left => left & (left - 1.U))

  /** Returns the number of the only bit that is set. */
  private def place(single: UInt): UInt =
    Cat(Seq.tabulate(Primitives.indexBits(pairs)) { bit =>
      (0 until pairs).filter(m => ((m >> bit) & 1) == 1).map(single(_)).foldLeft(false.B)(_ || _)
    }.reverse)
}

/** Finds the pairs of a step of which neither weight nor activation is zero.
  *
  * A module of its own, so that what comes late to an engine stays behind what takes long here, and
  * that which of the weights and activations are zero is known first.
  */
final class PairMask(pairs: Int, multipliers: Int) extends Module {

  /** Which weights are not zero. */
  val weights = IO(Input(UInt(pairs.W)))

  /** Which activations are not zero, of the present beat and of the next one; which to take. */
  val nonZero = IO(Input(UInt(pairs.W)))
  val nextNonZero = IO(Input(UInt(pairs.W)))
  val next = IO(Input(Bool()))
  val mask = IO(Output(UInt(pairs.W)))

  /** The multipliers take all of it in a cycle. */
  val fits = IO(Output(Bool()))

  mask :<= weights & Mux(next, nextNonZero, nonZero)
  fits := Logic.atMost(mask, multipliers)
}

/** Chooses one of the fields of a word.
  *
  * @param range
  *   the indices that occur
  */
final class OperandSelector(pairs: Int, bits: Int, range: Range) extends Module {
  val index = IO(Input(UInt(Primitives.indexBits(pairs).W)))
  val word = IO(Input(UInt((pairs * bits).W)))
  val field = IO(Output(UInt(bits.W)))

  field :<= Logic.select(index, range.map(m => m -> Logic.field(word, m, bits)))
}
