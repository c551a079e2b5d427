package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{ConvolutionListStage, StageLatency}

/** A write to the copies of a row's activations. */
final class WindowWrite(stage: ConvolutionListStage) extends Bundle {
  val valid = Bool()
  val address = UInt(Primitives.indexBits(stage.windowDepth).W)
  val value = UInt(stage.valueBits.W)
}

/** Holds the window of an engine row, of one pixel or of two that share multipliers, and hands its
  * values out one by one.
  */
final class ListFeeder(stage: ConvolutionListStage) extends Module {
  private val grid = stage.grid
  private val format = grid.input.format
  private val pairs = grid.pairsPerBeat
  private val bits = format.bits

  val enable = IO(Input(Bool()))
  val feed = IO(Input(new FeedControl(stage)))

  /** The row's activations that the line buffer offers, of every pixel. */
  val windows = IO(Input(Vec(stage.pixelsPerMultiplier, UInt((pairs * bits).W))))

  /** A cycle behind what feeds it. */
  val write = IO(Output(new WindowWrite(stage)))

  private val values = windows.map { window =>
    val selector = Module(new OperandSelector(pairs, bits, 0 until pairs))
    selector.index :<= feed.pair
    selector.word :<= RegEnable(window, feed.take)
    selector.field
  }
  private val value =
    if (values.size == 1) values.head
    else if (format.signed) {
      val operands = values.map(Logic.operand(_, format).pad(stage.packedFactorBits))
      Cat(PackedSum.borrowed(operands.last, operands.head, signed = true), values.head)
    } else Cat(values.reverse)
  write.valid := RegEnable(feed.feeding, false.B, enable)
  write.address :<= RegEnable(Cat(feed.slot, feed.pair), enable)
  write.value :<= RegEnable(value, enable)
}

/** Multiplies the weight of an entry with the activation that it names, or with two pixels'. */
final class ListEngine(stage: ConvolutionListStage) extends Module {
  private val grid = stage.grid
  private val format = grid.input.format
  private val weightBits = grid.weightBits
  private val sums = stage.pixelsPerMultiplier
  private val sumBits = stage.sumBits

  val enable = IO(Input(Bool()))
  val write = IO(Input(new WindowWrite(stage)))
  val entry = IO(Input(UInt(stage.entryBits.W)))

  /** Where the activation is, by the slot that the entry names. */
  val slots = IO(Input(Vec(stage.namedSlots, UInt(Primitives.indexBits(stage.windowSlots).W))))

  /** A product leaves in this cycle. */
  val resultValid = IO(Input(Bool()))

  /** What the entry adds, two enabled cycles later. */
  val partial = IO(Output(new PartialSum(grid.filtersPerEngine, sums * sumBits)))

  /** The activations of the beats whose entries are walked, and of the one that is being written. */
  private val window = LutMemory(
    stage.windowDepth,
    Cat(slot, entry(weightBits + stage.pairBits - 1, weightBits)),
    write.valid && enable,
    write.address,
    write.value
  )

  private val latency = StageLatency.MULTIPLIER_CYCLES
  private val marks = entry >> (weightBits + stage.pairBits + stage.slotBits)
  private val step = marks(stage.stepBits - 1, 0)
  partial.valid := resultValid
  partial.step :<= Logic.delayed(step, latency, enable)
  partial.first := Logic.delayed(marks(stage.stepBits), latency, enable)
  partial.sum :<= (if (sums == 1) single else packed)

  private def slot: UInt =
    if (!stage.putsOff) slots.head
    else {
      val from = weightBits + stage.pairBits
      val named = entry(from + stage.slotBits - 1, from)
      if (stage.sumsBeginAtFirstSlot) named else slots(named)
    }

  private def weight: UInt = entry(weightBits - 1, 0)

  private def single: SInt = {
    val engine = Module(new DenseEngine(1, weightBits, format, grid.multiplier))
    engine.enable := enable
    engine.activations :<= window
    engine.weights :<= weight
    Logic.low(engine.sum, sumBits)
  }

  private def packed: SInt = {
    val bits = stage.packedFactorBits
    val engine = Module(new PackedEngine(1, weightBits, bits))
    val upper = window >> format.bits
    engine.enable := enable
    engine.shared(0) :<= weight.asSInt
    engine.lower(0) :<= Logic.operand(window(format.bits - 1, 0), format).pad(bits)
    engine.upper(0) :<= (if (format.signed) upper.asSInt else upper.zext)
    PackedSum.widened(engine.sum, engine.lowerBits, sumBits)
  }
}
