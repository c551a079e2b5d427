package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.Packing

/** A dense engine for two sums at once: a multiplier makes the products of a shared factor with a
  * lower and an upper one, see org.sparseloom.layer.Packing.
  *
  * @param pairs
  *   multipliers
  * @param sharedBits
  *   of the signed factor that both products have
  * @param factorBits
  *   of each of the signed factors that differ
  */
final class PackedEngine(pairs: Int, sharedBits: Int, factorBits: Int) extends Module {
  override def desiredName: String = "DenseEngine"
  private val productBits = sharedBits + factorBits

  val enable = IO(Input(Bool()))
  val shared = IO(Input(Vec(pairs, SInt(sharedBits.W))))
  val lower = IO(Input(Vec(pairs, SInt(factorBits.W))))

  /** One smaller than the factor if the lower one is negative. */
  val upper = IO(Input(Vec(pairs, SInt(factorBits.W))))

  /** Two sums, the lower of `lowerBits`. */
  val lowerBits: Int = Packing.FIELD_BITS + log2Ceil(pairs)
  val sum = IO(Output(SInt((productBits + lowerBits + log2Ceil(pairs)).W)))

  private val products = (0 until pairs).map { pair =>
    val operand = Cat(upper(pair), lower(pair).pad(Packing.FIELD_BITS)).asSInt
    val multiplier = Module(new SignedMultiplier(sharedBits, operand.getWidth))
    multiplier.clock := clock
    multiplier.enable := enable
    multiplier.clear := false.B
    multiplier.a :<= shared(pair)
    multiplier.b :<= operand
    PackedSum.spread(multiplier.product, Packing.FIELD_BITS, lowerBits)
  }
  sum :<= Logic.low(Logic.sum(products, enable, lastRegister = true), sum.getWidth)
}

/** Two sums in one word: upper * 2^n + lower, the lower one signed, so that words add up as sums do. */
private[hardware] object PackedSum {

  /** Returns upper factors as they stand above lower ones: one smaller where the lower is negative. */
  def borrowed(upper: SInt, lower: SInt, signed: Boolean): SInt =
    if (signed) upper - lower(lower.getWidth - 1).zext else upper

  /** Returns the word with a lower sum of another width; both hold its value. */
  def spread(word: SInt, lowerBits: Int, newLowerBits: Int): SInt = {
    val lower = word(lowerBits - 1, 0).asSInt
    Cat(word >> lowerBits, Logic.low(lower, newLowerBits)).asSInt
  }

  /** Returns the word with both sums of `bits`. */
  def widened(word: SInt, lowerBits: Int, bits: Int): SInt =
    Logic.low(spread(word, lowerBits, bits), 2 * bits)

  /** Returns what a lower sum of so many bits must begin with for [[split]]. */
  def half(bits: Int): BigInt = BigInt(1) << (bits - 1)

  /** Returns the two sums of a word whose lower one began with [[half]]: it never was negative, so it
    * never took anything from the upper one, and its highest bit is that of its sign, inverted.
    */
  def split(word: SInt, bits: Int): Vec[SInt] = VecInit(
    Cat(!word(bits - 1), word(bits - 2, 0)).asSInt,
    word(2 * bits - 1, bits).asSInt
  )
}
