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
    val saturated = saturate(rounded, output)
    val magnitude =
      if (output.signed) Mux(saturated(output.bits - 1), -saturated, saturated) else saturated
    RegEnable(Mux(magnitude < threshold, 0.U(output.bits.W), saturated), enable)
  }

  private def saturate(whole: SInt, output: NumberFormat): UInt = {
    val wide = whole.pad(output.bits + 2)
    val tooHigh = wide > output.max.S
    val tooLow = wide < output.min.S
    Mux(
      tooLow,
      BigInt(output.encode(output.min)).U(output.bits.W),
      Mux(tooHigh, BigInt(output.encode(output.max)).U(output.bits.W), wide(output.bits - 1, 0))
    )
  }
}
