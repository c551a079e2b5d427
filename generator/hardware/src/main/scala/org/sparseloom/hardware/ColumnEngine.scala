package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{ConvolutionColumnStage, StageLatency}

/** Multiplies activations with the columns of weights that belong to them, an entry a cycle: a weight
  * that is not zero, or those of two filters, and the step that it is for.
  *
  * Activations whose column is empty are not queued. A sum's activations go to the other bank than
  * those of the sum before; the first of them waits until that bank is open.
  */
final class ColumnEngine(stage: ConvolutionColumnStage) extends Module {
  private val grid = stage.grid
  private val sums = grid.filtersPerMultiplier
  private val activationBits = grid.input.format.bits
  private val addressBits = Primitives.indexBits(stage.entries)

  val item = IO(Input(new ColumnItem(activationBits)))

  /** Of its column: where its entries begin, and from there up how many there are. */
  val column = IO(Input(UInt(stage.columnBits.W)))

  /** The queue has hardly more room than for what is on its way. */
  val full = IO(Output(Bool()))

  /** Sums can be begun in a bank. */
  val open = IO(Input(Vec(2, Bool())))

  /** The last entry of the sums of `bank` is taken in this cycle. */
  val finished = IO(Output(Bool()))
  val bank = IO(Output(UInt(1.W)))
  val working = IO(Output(Bool()))

  /** Of the memory of entries. */
  val address = IO(Output(UInt(addressBits.W)))
  val entry = IO(Input(UInt(stage.entryBits.W)))

  /** Factors that come together, and what belongs to their product when it leaves. */
  val activation = IO(Output(UInt(activationBits.W)))
  val weights = IO(Output(Vec(sums, UInt(grid.weightBits.W))))
  val mark = IO(Output(new ColumnMark(grid.filtersPerEngine)))

  private val count = column >> stage.startBits
  private val push = item.valid && (count =/= 0.U || item.last)
  private val queued = Cat(item.last, item.first, column, item.activation)
  private val writeAt = counter(push)
  private val level = RegInit(0.U(log2Ceil(ConvolutionColumnStage.QUEUE + 1).W))
  private val load = Wire(Bool())
  private val readAt = counter(load)
  private val head =
    LutMemory(ConvolutionColumnStage.QUEUE, readAt, push, writeAt, queued)
  level := level + push.asUInt - load.asUInt
  full := RegNext(level >= ConvolutionColumnStage.ENOUGH.U, false.B)

  private val headActivation = head(activationBits - 1, 0)
  private val headColumn = head(activationBits + stage.columnBits - 1, activationBits)
  private val headFirst = head(head.getWidth - 2)
  private val headLast = head(head.getWidth - 1)

  private val busy = RegInit(false.B)
  private val left = Reg(UInt((stage.columnBits - stage.startBits).W))
  private val at = Reg(UInt(addressBits.W))
  private val value = Reg(UInt(activationBits.W))
  private val first = Reg(Bool())
  private val last = Reg(Bool())
  private val present = RegInit(1.U(1.W))
  private val ends = left <= 1.U
  private val free = !busy || ends
  load := free && level =/= 0.U && (!headFirst || open(~present))
  when(load) {
    left :<= headColumn >> stage.startBits
    at :<= headColumn(stage.startBits - 1, 0)
    value :<= headActivation
    first := headFirst
    last := headLast
    when(headFirst)(present := ~present)
  }.elsewhen(busy) {
    left := left - 1.U
    at := at + 1.U
  }
  when(free)(busy := load)
  finished := busy && ends && last
  bank :<= present
  working := busy
  address :<= at

  private def counter(step: Bool): UInt = {
    val value = RegInit(0.U(log2Ceil(ConvolutionColumnStage.QUEUE).W))
    when(step)(value := value + 1.U)
    value
  }

  private val latency = StageLatency.MULTIPLIER_CYCLES
  activation :<= RegEnable(value, true.B)
  weights :<= VecInit((0 until sums).map(Logic.field(entry, _, grid.weightBits)))
  mark.valid := Logic.delayed(busy && left =/= 0.U, 1 + latency, true.B, false.B)
  mark.step :<= Logic.delayed(entry >> (sums * grid.weightBits), latency, true.B)
  mark.first := Logic.delayed(first, 1 + latency, true.B)
  mark.bank :<= Logic.delayed(present, 1 + latency, true.B)
}

/** What belongs to a product that leaves an engine. */
final class ColumnMark(steps: Int) extends Bundle {
  val valid = Bool()

  /** The filter step f that it belongs to. */
  val step = UInt(Primitives.indexBits(steps).W)

  /** It begins its sum. */
  val first = Bool()
  val bank = UInt(1.W)
}
