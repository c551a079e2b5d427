package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.StageLatency
import org.sparseloom.numeric.NumberFormat

/** Circuits that several modules are made of. */
private[hardware] object Logic {

  /** Returns `value` as a signed number of the width that [[operandBits]] says. */
  def operand(value: UInt, format: NumberFormat): SInt =
    if (format.signed()) value.asSInt else value.zext

  /** Returns field `index` of a word of equal fields. */
  def field(word: UInt, index: Int, bits: Int): UInt = word((index + 1) * bits - 1, index * bits)

  /** Returns the fields of a word, lowest first. */
  def fields(word: UInt, count: Int, bits: Int): Seq[UInt] =
    (0 until count).map(field(word, _, bits))

  /** Returns whether any bit is set, six of them first: one more LUT then has room for a condition. */
  def nonZero(value: UInt): Bool =
    if (value.getWidth <= 6) value.orR
    else (value.getWidth - 1 to 6 by -1).map(value(_)).foldRight(value(5, 0).orR)(_ || _)

  /** Returns whether no more than so many bits are set. */
  def atMost(value: UInt, bits: Int): Bool =
    if (bits >= value.getWidth) true.B else countUpTo(value, bits + 1) <= bits.U

  /** Returns how many bits are set, `limit` for more: without carry chains, a LUT for a bit of the
    * sum of as many such numbers as have six bits together.
    */
  def countUpTo(value: UInt, limit: Int): UInt = {
    def atLeast(count: UInt) = (1 to limit).map(count >= _.U)
    def number(reached: Seq[Bool]): UInt = {
      val exactly = reached.zip(reached.tail :+ false.B).map { case (some, more) => some && !more }
      Cat((log2Ceil(limit + 1) - 1 to 0 by -1).map { bit =>
        (1 to limit).filter(n => ((n >> bit) & 1) == 1).map(n => exactly(n - 1)).reduce(_ || _)
      })
    }
    def sum(counts: Seq[Seq[Bool]]) = number(counts.reduce(limitedSum))
    val together = math.max(2, 6 / log2Ceil(limit + 1))
    def tree(counts: Seq[UInt]): UInt =
      if (counts.size == 1) counts.head
      else tree(counts.grouped(together).map(group => sum(group.map(atLeast))).toSeq)
    val single = value.asBools.map(bit => bit +: Seq.fill(limit - 1)(false.B))
    tree(single.grouped(6).map(sum).toSeq)
  }

  /** Returns whether the sum of two numbers reaches 1, 2, 3 ..., from the same of each. */
  private def limitedSum(a: Seq[Bool], b: Seq[Bool]): Seq[Bool] =
    a.indices.map { i =>
      val both = (0 until i).map(j => a(j) && b(i - 1 - j))
      (Seq(a(i), b(i)) ++ both).reduce(_ || _)
    }

  /** Returns the low bits of a sum: exact, as the caller's width holds every true value. */
  def low(value: SInt, bits: Int): SInt =
    if (value.getWidth > bits) value(bits - 1, 0).asSInt else value.pad(bits)

  /** Returns a counter's next value: `states` - 1 is followed by 0. */
  def successor(counter: UInt, states: Int): UInt =
    if (states == 1) 0.U(counter.getWidth.W)
    else if (isPow2(states)) counter + 1.U
    else Mux(counter === (states - 1).U, 0.U, counter + 1.U)

  /** Returns `value` + `step` modulo `modulus`, for `value` below `modulus`. */
  def addModulo(value: UInt, step: Int, modulus: Int): UInt = {
    val reduced = Math.floorMod(step, modulus)
    val sum = value +& reduced.U
    Mux(sum >= modulus.U, sum - modulus.U, sum)(value.getWidth - 1, 0)
  }

  /** Returns the choice that `index` selects; an index without a choice gives any of them. */
  def select(index: UInt, choices: Seq[(Int, UInt)]): UInt = select(index, choices, index.getWidth)

  private def select(index: UInt, choices: Seq[(Int, UInt)], bits: Int): UInt =
    if (choices.size == 1) choices.head._2
    else {
      val (high, low) = choices.partition { case (number, _) => ((number >> (bits - 1)) & 1) == 1 }
      if (high.isEmpty) select(index, low, bits - 1)
      else if (low.isEmpty) select(index, high, bits - 1)
      else Mux(index(bits - 1), select(index, high, bits - 1), select(index, low, bits - 1))
    }

  /** Returns the sum of all values, StageLatency.sumCycles enabled cycles behind them. */
  def sum(values: Seq[SInt], enable: Bool, lastRegister: Boolean): SInt =
    if (values.size == 1) values.head
    else if (values.size <= StageLatency.SUMMANDS_PER_LEVEL) {
      val total = values.reduceLeft(_ +& _)
      if (lastRegister) RegEnable(total, enable) else total
    } else {
      val groups = values.grouped(StageLatency.SUMMANDS_PER_LEVEL).toSeq
      sum(groups.map(group => RegEnable(group.reduceLeft(_ +& _), enable)), enable, lastRegister)
    }

  /** Returns `value` as it was `cycles` enabled cycles ago, `reset` before that. */
  def delayed[T <: Data](value: T, cycles: Int, enable: Bool, reset: T): T =
    if (cycles == 0) value else delayed(RegEnable(value, reset, enable), cycles - 1, enable, reset)

  /** Returns `value` as it was `cycles` enabled cycles ago, anything before that. */
  def delayed[T <: Data](value: T, cycles: Int, enable: Bool): T =
    if (cycles == 0) value else delayed(RegEnable(value, enable), cycles - 1, enable)
}
