package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConvolutionSkipStage

/** Visits the activations of a beat that are not zero, each for as many cycles as filters are visited.
  *
  * Three stages: an activation is chosen; its value and the address of its weights are made; the weights
  * come. If a beat has none it takes a cycle, in which zero is multiplied; the first beat of a pixel
  * multiplies zero for every filter, to begin all sums.
  */
final class SkipControl(stage: ConvolutionSkipStage) extends Module {
  private val grid = stage.grid
  private val pairs = grid.pairsPerBeat
  private val steps = grid.filtersPerEngine
  private val words = grid.beatsPerPixel * stage.wordsPerBeat
  private val activationBits = grid.input.format.bits
  private val addressBits = Primitives.indexBits(words)
  private val latency = stage.engineLatency

  val enable = IO(Input(Bool()))

  /** The next beat begins in the next cycle. */
  val advance = IO(Input(Bool()))

  /** The present beat is the first of its pixel. */
  val firstBeat = IO(Input(Bool()))

  /** Which activations of the next beat are not zero. */
  val nonZero = IO(Input(UInt(pairs.W)))

  /** The activations of the present beat. */
  val activations = IO(Input(UInt((pairs * activationBits).W)))

  /** It ends its beat in this cycle or has ended it. */
  val done = IO(Output(Bool()))

  /** Of the weight memory, whose data belong to `activation` in the next cycle. */
  val address = IO(Output(UInt(addressBits.W)))
  val activation = IO(Output(UInt(activationBits.W)))

  /** What belongs to the sums that leave the engines. */
  val resultValid = IO(Output(Bool()))
  val resultStep = IO(Output(UInt(Primitives.indexBits(steps).W)))
  val resultFirst = IO(Output(Bool()))

  private val active = RegInit(false.B)
  private val step = RegInit(0.U(Primitives.indexBits(steps).W))
  private val first = Reg(Bool())
  private val mask = Reg(UInt(pairs.W))

  // Of the mask: some bit is set, no more than one is. Registers, as `done` has a long way to go.
  private val some = Reg(Bool())
  private val last = Reg(Bool())

  private val arbiter = Module(new PairArbiter(pairs, 1))
  arbiter.mask :<= mask
  private val stepsEnd =
    if (steps == 1) true.B
    else step === (steps - 1).U || (!some && !firstBeat)
  done := !active || (stepsEnd && last)

  private val nextPairs = Logic.countUpTo(nonZero, 2)
  when(advance) {
    mask :<= nonZero
    some := nextPairs =/= 0.U
    last := nextPairs <= 1.U
    first := true.B
    active := true.B
    step := 0.U
  }.elsewhen(enable && active) {
    when(stepsEnd) {
      mask :<= arbiter.rest
      some := !last
      last := arbiter.restFits
      first := false.B
      step := 0.U
    }.otherwise(step := Logic.successor(step, steps))
    when(done)(active := false.B)
  }

  /** The first word of the present beat. */
  private val begin =
    if (grid.beatsPerPixel == 1) 0.U(addressBits.W)
    else {
      val present = Reg(UInt(addressBits.W))
      val next = RegInit(0.U(addressBits.W))
      when(advance) {
        present :<= next
        next := Mux(
          next === (words - stage.wordsPerBeat).U,
          0.U,
          next + stage.wordsPerBeat.U
        )
      }
      present
    }

  // The beat may be replaced while its last activation's value is still to be taken.
  private val held = RegEnable(activations, enable)
  private val index = RegEnable(arbiter.index(0), enable)
  private val selector = Module(new OperandSelector(pairs, activationBits, arbiter.range(0)))
  selector.index :<= index
  selector.word :<= held
  private val taken = RegEnable(some, enable)
  activation :<= RegEnable(Mux(taken, selector.field, 0.U), enable)

  // The memory has no enable: the address stays to keep the data.
  private val shown = Reg(UInt(addressBits.W))
  private val offset =
    Logic.select(index, (0 until pairs).map(m => m -> (m * steps).U(addressBits.W)))
  private val chosen = RegEnable(begin, enable) + offset
  private val following =
    if (steps == 1) chosen else Mux(RegEnable(step, enable) === 0.U, chosen, shown + 1.U)
  address := Mux(enable, following, shown)
  shown :<= address

  resultValid := Logic.delayed(active, latency, enable, false.B)
  resultStep :<= Logic.delayed(step, latency, enable)
  resultFirst := Logic.delayed(first, latency, enable)
}
