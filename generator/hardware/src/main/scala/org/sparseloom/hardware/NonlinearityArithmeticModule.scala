package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{NonlinearityArithmeticStage, NonlinearityRamp, NonlinearitySigmoid}
import org.sparseloom.numeric.Requantisation
import scala.jdk.CollectionConverters._

/** A gate per lane, times the lane's value if the function says so, and a requantiser. */
final class NonlinearityArithmeticModule(stage: NonlinearityArithmeticStage)
    extends StageModule(stage) {
  val threshold = IO(Input(UInt(stage.output.format.bits.W)))
  val multiplier = IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))

  private val format = stage.input.format

  /** The gate's own numbers, in the order of its constants, and its memories, one a lane. */
  private val numbers = stage.gate.constants(format).asScala.toSeq.map { number =>
    IO(Input(UInt(number.widthBits.W))).suggestName(number.name)
  }
  private val memories = stage.memories.asScala.toSeq.map { port =>
    IO(new MemoryPins(port)).suggestName(port.name)
  }

  private val move = !out.valid || out.ready
  in.ready := move

  private val values =
    Logic.fields(in.bits, stage.input.values, format.bits).map(Logic.operand(_, format))
  private val gates = stage.gate match {
    case ramp: NonlinearityRamp       => ramps(ramp)
    case sigmoid: NonlinearitySigmoid => sigmoids(sigmoid)
  }
  private val results = values.zip(gates).map { case (value, gate) =>
    val requantiser = Module(new Requantiser(stage.valueBits, stage.shift, stage.output.format))
    requantiser.enable := move
    requantiser.value :<= scaled(value, gate)
    requantiser.multiplier :<= multiplier
    requantiser.threshold :<= threshold
    requantiser.result
  }
  out.bits :<= Cat(results.reverse)
  out.valid := Logic.delayed(in.valid, stage.fillCycles.toInt, move, false.B)

  private def scaled(value: SInt, gate: SInt): SInt =
    if (stage.layer.function.timesInput)
      product(Logic.delayed(value, stage.gate.cycles, move), gate)
    else gate

  private def product(a: SInt, b: SInt): SInt = {
    val multiply = Module(new SignedMultiplier(a.getWidth, b.getWidth))
    multiply.clock := clock
    multiply.enable := move
    multiply.clear := false.B
    multiply.a :<= a
    multiply.b :<= b
    multiply.product
  }

  /** The sum with the offset, then what is left between 0 and the top. */
  private def ramps(ramp: NonlinearityRamp): Seq[SInt] = {
    val sumBits = ramp.sumFormat(format).bits
    val (offset, top) = (numbers(0), numbers(1))
    values.map { value =>
      val sum = RegEnable(Logic.low(value +& offset.asSInt, sumBits), move)
      val clipped = Mux(sum < 0.S, 0.S, Mux(sum > top.asSInt, top.asSInt, sum))
      RegEnable(Logic.low(clipped, stage.gateBits), move)
    }
  }

  /** NonlinearitySigmoid.of as a pipeline. */
  private def sigmoids(sigmoid: NonlinearitySigmoid): Seq[SInt] = {
    val factor = numbers.head
    values.zip(memories).map { case (value, knot) =>
      val negative = value < 0.S
      // One bit more: the least value has no positive counterpart.
      val magnitude = Mux(negative, 0.S -& value, value.pad(value.getWidth + 1))
      val moved = product(magnitude, factor.zext)
      val next = position(moved, sigmoid.shift)
      val held = RegEnable(next, move)
      val partBits = NonlinearitySigmoid.PART_BITS
      // The memory answers when the register has the position too.
      knot.address :<= Mux(move, next, held)(NonlinearitySigmoid.POSITION_BITS - 1, partBits)
      val base = knot.data(NonlinearitySigmoid.KNOT_BITS - 1, 0)
      val rise = knot.data(knot.data.getWidth - 1, NonlinearitySigmoid.KNOT_BITS)
      val part = held(partBits - 1, 0)
      val risen = (product(rise.zext, part.zext) + (1 << (partBits - 1)).S) >> partBits
      val baseThen = Logic.delayed(base, 2, move)
      val gate = RegEnable(Logic.low(risen +& baseThen.zext, stage.gateBits), move)
      val rest = NonlinearitySigmoid.ONE.S - gate
      val wasNegative = Logic.delayed(negative, stage.gate.cycles - 1, move)
      RegEnable(Mux(wasNegative, Logic.low(rest, stage.gateBits), gate), move)
    }
  }

  /** Returns the product shifted with rounding, at most the last position. */
  private def position(product: SInt, shift: Int): UInt = {
    val bits = NonlinearitySigmoid.POSITION_BITS
    val rounded = (((product >> (shift - 1)) +& 1.S) >> 1).asUInt
    val wide = rounded.pad(bits + 1)
    Mux(wide(wide.getWidth - 1, bits).orR, ((1 << bits) - 1).U(bits.W), wide(bits - 1, 0))
  }

}
