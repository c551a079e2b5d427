package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConvolutionColumnStage

/** What a row of column engines is told: an activation and where their columns are. */
final class ColumnItem(activationBits: Int) extends Bundle {
  val valid = Bool()
  val activation = UInt(activationBits.W)

  /** The first of its sums: what the accumulators hold is replaced. */
  val first = Bool()

  /** The last of its sums. */
  val last = Bool()
}

/** Hands the activations of a beat that are not zero to a row of engines, one a cycle.
  *
  * Three stages, as of [[SkipControl]]: an activation is chosen; its value and the address of its
  * columns are made; both come. The first activation of a sum is handed out whatever it is, as it begins
  * all sums, and so is one of the last beat.
  */
final class ColumnFeeder(stage: ConvolutionColumnStage) extends Module {
  private val grid = stage.grid
  private val pairs = grid.pairsPerBeat
  private val activationBits = grid.input.format.bits
  private val addressBits = Primitives.indexBits(stage.columnWords)

  /** The next beat begins in the next cycle: the first or the last of its sums, or neither. */
  val advance = IO(Input(Bool()))
  val firstBeat = IO(Input(Bool()))
  val lastBeat = IO(Input(Bool()))

  /** Which activations of the next beat are not zero. */
  val nonZero = IO(Input(UInt(pairs.W)))

  /** The activations of the beat of the cycle before. */
  val activations = IO(Input(UInt((pairs * activationBits).W)))

  /** Address of the present beat's first column. */
  val begin = IO(Input(UInt(addressBits.W)))

  /** Every engine has room for what is handed out in this cycle. */
  val ready = IO(Input(Bool()))

  /** The beat ends in this cycle or has ended. */
  val done = IO(Output(Bool()))

  /** Of the memory of columns, whose data belong to `item` in the next cycle. */
  val address = IO(Output(UInt(addressBits.W)))
  val item = IO(Output(new ColumnItem(activationBits)))

  private val active = RegInit(false.B)
  private val mask = Reg(UInt(pairs.W))

  // Of the mask: some bit is set, no more than one is.
  private val some = Reg(Bool())
  private val single = Reg(Bool())
  private val first = Reg(Bool())
  private val ofLastBeat = Reg(Bool())
  done := !active || (single && ready)

  private val arbiter = Module(new PairArbiter(pairs, 1))
  arbiter.mask :<= mask

  private val forced = firstBeat || (lastBeat && nonZero === 0.U)
  private val taken = nonZero | forced
  private val count = Logic.countUpTo(taken, 2)
  when(advance) {
    mask :<= taken
    some := count =/= 0.U
    single := count <= 1.U
    first := firstBeat
    ofLastBeat := lastBeat
    active := true.B
  }.elsewhen(active && ready) {
    mask :<= arbiter.rest
    single := arbiter.restFits
    first := false.B
    when(single)(active := false.B)
  }

  private val index = RegEnable(arbiter.index(0), true.B)
  private val selector = Module(new OperandSelector(pairs, activationBits, arbiter.range(0)))
  selector.index :<= index
  selector.word :<= activations
  private val beginBefore = RegEnable(begin, true.B)
  address :<= (if (pairs == 1) beginBefore else beginBefore + index)
  item.activation :<= RegEnable(selector.field, true.B)
  item.valid := Logic.delayed(active && some && ready, 2, true.B, false.B)
  item.first := Logic.delayed(first, 2, true.B)
  item.last := Logic.delayed(ofLastBeat && single, 2, true.B)
}
