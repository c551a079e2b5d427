package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.MultiplierKind
import org.sparseloom.numeric.NumberFormat

/** The common control of a grid of dense engines: which pairs of which step, cycle by cycle.
  *
  * @param beats
  *   beats per pixel (T)
  * @param steps
  *   filters visited per beat (F)
  * @param cycles
  *   cycles per step (M / N)
  * @param latency
  *   of the engines
  */
final class DenseControl(beats: Int, steps: Int, cycles: Int, latency: Int) extends Module {
  private val words = beats * steps * cycles

  val enable = IO(Input(Bool()))
  val advance = IO(Input(Bool()))
  val done = IO(Output(Bool()))

  /** The engines take pairs in this cycle. */
  val working = IO(Output(Bool()))
  val address = IO(Output(UInt(Primitives.indexBits(words).W)))

  /** What belongs to the sums that leave the engines; `sum` itself is not here. */
  val resultValid = IO(Output(Bool()))
  val resultStep = IO(Output(UInt(Primitives.indexBits(steps).W)))
  val resultFirst = IO(Output(Bool()))

  private val active = RegInit(false.B)
  private val step = RegInit(0.U(Primitives.indexBits(steps).W))
  private val cycle = RegInit(0.U(Primitives.indexBits(cycles).W))
  private val stepEnds = cycle === (cycles - 1).U
  done := !active || (stepEnds && step === (steps - 1).U)
  working := active && enable

  when(working) {
    cycle := Logic.successor(cycle, cycles)
    when(stepEnds)(step := Logic.successor(step, steps))
  }
  when(advance)(active := true.B).elsewhen(enable && done)(active := false.B)

  private val pointer = RegInit(0.U(Primitives.indexBits(words).W))
  private val nextPointer = Mux(working, Logic.successor(pointer, words), pointer)
  pointer := nextPointer
  address := nextPointer

  resultValid := Logic.delayed(active, latency, enable, false.B)
  resultStep :<= Logic.delayed(step, latency, enable)
  resultFirst := Logic.delayed(cycle === 0.U, latency, enable)
}

/** The engines of one output column: a dot product of so many pairs a cycle, all input rows added.
  *
  * @param pairs
  *   multipliers (Pi x N)
  */
final class DenseEngine(
    pairs: Int,
    weightBits: Int,
    activation: NumberFormat,
    multiplierKind: MultiplierKind
) extends Module {
  private val operandBits = activation.bits + (if (activation.signed) 0 else 1)
  private val sumBits = DenseEngine.sumBits(pairs, weightBits, activation)

  val enable = IO(Input(Bool()))
  val activations = IO(Input(UInt((pairs * activation.bits).W)))
  val weights = IO(Input(UInt((pairs * weightBits).W)))
  val sum = IO(Output(SInt(sumBits.W)))

  private val products = (0 until pairs).map { pair =>
    val value = Logic.operand(Logic.field(activations, pair, activation.bits), activation)
    val weight = Logic.field(weights, pair, weightBits).asSInt
    if (multiplierKind == MultiplierKind.LUT) booth(value, weight) else signed(value, weight)
  }
  sum :<= Logic.low(Logic.sum(products, enable, lastRegister = true), sumBits)

  private def signed(value: SInt, weight: SInt): SInt = {
    val multiplier = Module(new SignedMultiplier(operandBits, weightBits))
    multiplier.clock := clock
    multiplier.enable := enable
    multiplier.clear := false.B
    multiplier.a :<= value
    multiplier.b :<= weight
    multiplier.product
  }

  private def booth(value: SInt, weight: SInt): SInt = {
    val multiplier = Module(new BoothMultiplier(operandBits, weightBits))
    multiplier.clock := clock
    multiplier.enable := enable
    multiplier.a :<= value
    multiplier.b :<= weight
    multiplier.product
  }
}

object DenseEngine {

  /** Returns the width of the sum. */
  def sumBits(pairs: Int, weightBits: Int, activation: NumberFormat): Int =
    activation.bits + (if (activation.signed) 0 else 1) + weightBits + log2Ceil(pairs)
}
