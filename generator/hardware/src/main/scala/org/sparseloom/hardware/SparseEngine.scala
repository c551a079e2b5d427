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
  * cycle N pairs of the mask are chosen, whose operands go to the multipliers a cycle later.
  */
final class SparseEngine(numbers: SparseEngineNumbers) extends Module {
  import numbers._
  private val words = beats * steps

  val enable = IO(Input(Bool()))

  /** The next beat begins in the next cycle. */
  val advance = IO(Input(Bool()))

  /** The activations of the beat that it was at an enabled cycle ago, pair m at that multiple of
    * their bits.
    */
  val activations = IO(Input(UInt((pairs * activation.bits).W)))

  /** Which activations are not zero, of the present beat and of the next one. */
  val nonZero = IO(Input(UInt(pairs.W)))
  val nextNonZero = IO(Input(UInt(pairs.W)))

  /** Address and data of the weight memory. */
  val address = IO(Output(UInt(Primitives.indexBits(words).W)))
  val weights = IO(Input(UInt((pairs * weightBits).W)))

  /** It ends its beat in this cycle or has ended it. */
  val done = IO(Output(Bool()))
  val result = IO(Output(new PartialSum(steps, sumBits)))

  private val active = RegInit(false.B)
  private val step = RegInit((steps - 1).U(Primitives.indexBits(steps).W))
  private val first = Reg(Bool())
  private val mask = Reg(UInt(pairs.W))
  private val held = Reg(UInt((pairs * weightBits).W))

  // No more than N pairs are left; the beat ends in this cycle or has ended. Registers, counted
  // from masks a cycle ahead, as they decide what all engines do next.
  private val lastCycle = Reg(Bool())
  private val ended = RegInit(true.B)
  done := ended

  private val arbiter = Module(new PairArbiter(pairs, multipliers))
  arbiter.mask :<= mask

  private val lastStep = if (steps == 1) true.B else step === (steps - 1).U
  private val followsLast = if (steps == 1) true.B else step === (steps - 2).U
  private val load = (enable && lastCycle && !ended) || advance

  // Behind the last step comes the next beat: known long before it begins.
  private val following = Module(new PairMask(pairs, multipliers))
  following.weights :<=
    VecInit(Logic.fields(weights, pairs, weightBits).map(Logic.nonZero)).asUInt
  following.nonZero :<= nonZero
  following.nextNonZero :<= nextNonZero
  following.next := lastStep
  when(load) {
    mask :<= following.mask
    lastCycle := following.fits
    ended := following.fits && followsLast
    held :<= weights
    step := Logic.successor(step, steps)
    active := true.B
    first := true.B
  }.elsewhen(enable) {
    mask :<= arbiter.rest
    lastCycle := arbiter.restFits
    ended := ended || (arbiter.restFits && lastStep)
    first := false.B
    when(ended)(active := false.B)
  }

  // The memory answers in the next cycle and has no enable: the address stays to keep the data.
  private val pointer = RegInit(0.U(Primitives.indexBits(words).W))
  private val nextPointer = Mux(load, Logic.successor(pointer, words), pointer)
  pointer := nextPointer
  address := nextPointer

  // The step may be replaced while the operands of its last pairs are still to be taken.
  private val taken = RegEnable(held, enable)
  private val products = for (n <- 0 until multipliers) yield {
    val index = RegEnable(arbiter.index(n), enable)
    def choose(word: UInt, bits: Int) = {
      val selector = Module(new OperandSelector(pairs, bits, arbiter.range(n)))
      selector.index :<= index
      selector.word :<= word
      selector.field
    }
    val multiplier = Module(new SignedMultiplier(activationOperandBits, weightBits))
    multiplier.clock := clock
    multiplier.enable := enable
    multiplier.clear := enable && !RegEnable(arbiter.taken(n), enable)
    multiplier.a :<= Logic.operand(choose(activations, activation.bits), activation)
    multiplier.b :<= choose(taken, weightBits).asSInt
    multiplier.product
  }

  result.valid := Logic.delayed(active, latency, enable, false.B)
  result.step :<= Logic.delayed(step, latency, enable)
  result.first := Logic.delayed(first, latency, enable)
  result.sum :<= Logic.low(Logic.sum(products, enable, lastRegister = true), sumBits)
}
