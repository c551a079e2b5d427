package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.numeric.NumberFormat

/** One partial sum for the accumulator of an engine. */
final class PartialSum(steps: Int, bits: Int) extends Bundle {
  val valid = Bool()

  /** The filter step f that it belongs to. */
  val step = UInt(Primitives.indexBits(steps).W)

  /** It is the first of its step in this beat. */
  val first = Bool()
  val sum = SInt(bits.W)
}

/** The numbers of a sparse engine.
  *
  * @param pairs
  *   weight-activation pairs per beat (M)
  * @param multipliers
  *   pairs multiplied per cycle (N)
  * @param steps
  *   filters that it visits per beat (F)
  * @param beats
  *   beats per pixel (T)
  * @param latency
  *   enabled cycles from a working cycle to its partial sum
  */
final case class SparseEngineNumbers(
    pairs: Int,
    multipliers: Int,
    steps: Int,
    beats: Int,
    latency: Int,
    weightBits: Int,
    activation: NumberFormat
) {
  private val operandBits = activation.bits + (if (activation.signed) 0 else 1)
  val activationOperandBits: Int = operandBits
  val sumBits: Int = operandBits + weightBits + log2Ceil(multipliers)
}

/** Sparse vector dot product engine (HASS section 2): docs/hardware.md, "Engines".
  *
  * It holds the weights and the mask of one step; the memory's output is the step behind it. Each
  * cycle the N lowest pairs of the mask go to the multipliers.
  */
final class SparseEngine(numbers: SparseEngineNumbers) extends Module {
  import numbers._
  private val words = beats * steps

  val enable = IO(Input(Bool()))

  /** The next beat begins in the next cycle. */
  val advance = IO(Input(Bool()))

  /** The activations of the present beat, pair m at that multiple of their bits. */
  val activations = IO(Input(UInt((pairs * activation.bits).W)))

  /** Which activations are not zero: of the next beat if `advance`, else of the present one. */
  val nonZero = IO(Input(UInt(pairs.W)))

  /** Address and data of the weight memory. */
  val address = IO(Output(UInt(Primitives.indexBits(words).W)))
  val weights = IO(Input(UInt((pairs * weightBits).W)))

  /** It ends its beat in this cycle or has ended it. */
  val done = IO(Output(Bool()))
  val result = IO(Output(new PartialSum(steps, sumBits)))

  private val active = RegInit(false.B)
  private val step = RegInit(0.U(Primitives.indexBits(steps).W))
  private val first = Reg(Bool())
  private val mask = Reg(UInt(pairs.W))
  private val held = Reg(UInt((pairs * weightBits).W))

  private val arbiter = Module(new PairArbiter(pairs, multipliers))
  arbiter.mask :<= mask
  private val lastStep = step === (steps - 1).U
  done := !active || (arbiter.empties && lastStep)

  private val nextStep = enable && active && arbiter.empties && !lastStep
  private val load = nextStep || advance
  when(load) {
    mask :<= VecInit(Logic.fields(weights, pairs, weightBits).map(Logic.nonZero)).asUInt & nonZero
    held :<= weights
    step := Mux(advance, 0.U, step + 1.U)
    active := true.B
    first := true.B
  }.elsewhen(enable) {
    mask :<= arbiter.rest
    first := false.B
    when(done)(active := false.B)
  }

  // The memory answers in the next cycle and has no enable: the address stays to keep the data.
  private val pointer = RegInit(0.U(Primitives.indexBits(words).W))
  private val nextPointer = Mux(load, Logic.successor(pointer, words), pointer)
  pointer := nextPointer
  address := nextPointer

  private val products = for (n <- 0 until multipliers) yield {
    // The n-th multiplier never gets one of the n lowest pairs.
    def choose(word: UInt, bits: Int) = {
      val selector = Module(new OperandSelector(pairs, bits, first = n))
      selector.index :<= arbiter.index(n)
      selector.word :<= word
      selector.field
    }
    val multiplier = Module(new SignedMultiplier(activationOperandBits, weightBits))
    multiplier.clock := clock
    multiplier.enable := enable
    multiplier.clear := enable && !arbiter.taken(n)
    multiplier.a :<= Logic.operand(choose(activations, activation.bits), activation)
    multiplier.b :<= choose(held, weightBits).asSInt
    multiplier.product
  }

  result.valid := Logic.delayed(active, latency, enable, false.B)
  result.step :<= Logic.delayed(step, latency, enable)
  result.first := Logic.delayed(first, latency, enable)
  result.sum :<= Logic.low(Logic.sum(products, enable, lastRegister = true), sumBits)
}
