package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.numeric.{NumberFormat, Requantisation}

/** Requantisation.apply as a pipeline: multiply, shift with rounding to nearest (halves up),
  * saturate, and 0 if the magnitude is below the threshold.
  *
  * @param valueBits
  *   of the sum with its bias, signed
  * @param shift
  *   at least 1
  */
final class Requantiser(valueBits: Int, shift: Int, output: NumberFormat) extends Module {
  val enable = IO(Input(Bool()))
  val value = IO(Input(SInt(valueBits.W)))
  val multiplier = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))
  val threshold = IO(Input(UInt(output.bits.W)))

  /** The stream value of the inputs StageLatency.REQUANTISER_CYCLES enabled cycles ago. */
  val result = IO(Output(UInt(output.bits.W)))

  private val product = {
    val multiply = Module(new SignedMultiplier(valueBits, Requantisation.MULTIPLIER_BITS + 1))
    multiply.clock := clock
    multiply.enable := enable
    multiply.clear := false.B
    multiply.a :<= value
    multiply.b :<= multiplier.zext
    multiply.product
  }
  result :<= Requantiser.finish(product, shift, output, threshold, enable)
}

object Requantiser {

  /** Returns Requantisation.finish of a product, or a sum of products, of two enabled cycles ago. */
  def finish(
      product: SInt,
      shift: Int,
      output: NumberFormat,
      threshold: UInt,
      enable: Bool
  ): UInt = {
    // floor((p + 2^(s-1)) / 2^s) = floor((floor(p / 2^(s-1)) + 1) / 2): the low bits need no adder.
    val rounded = RegEnable(((product >> (shift - 1)) +& 1.S) >> 1, enable)
    RegEnable(thresholded(rounded, output, threshold), enable)
  }

  /** Returns a value saturated, and 0 if its magnitude is below the threshold then. Saturated values
    * would come late to a comparison: the low bits are compared, which counts if they are all of it.
    */
  private def thresholded(value: SInt, output: NumberFormat, threshold: UInt): UInt = {
    val wide = value.pad(output.bits + 2)
    val negative = wide(wide.getWidth - 1)
    val low = wide(output.bits - 1, 0)
    val above = (wide >> (if (output.signed) output.bits - 1 else output.bits)).asUInt
    val beyond = above.orR && !(output.signed.B && above.andR)
    val end = Mux(negative, bits(output.min, output), bits(output.max, output))
    val endBelow =
      Mux(negative, BigInt(output.min).abs.U < threshold, BigInt(output.max).U < threshold)
    Mux(Mux(beyond, endBelow, isBelow(low, output, threshold)), 0.U, Mux(beyond, end, low))
  }

  private def isBelow(low: UInt, output: NumberFormat, threshold: UInt): Bool =
    if (output.signed) {
      val sum = low.asSInt +& threshold.zext
      low.asSInt < threshold.zext && !sum(sum.getWidth - 1) && sum.asUInt.orR
    } else low < threshold

  private def bits(value: Long, output: NumberFormat): UInt =
    BigInt(output.encode(value)).U(output.bits.W)
}
