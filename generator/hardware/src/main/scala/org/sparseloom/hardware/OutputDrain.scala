package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{ConvolutionGrid, StageLatency}
import org.sparseloom.numeric.Requantisation

/** Reads the sums of complete pixels, channels in order, and makes the output stream of them. A group
  * of a layer in groups is a pixel here, with biases and multipliers of its own.
  * Pixels side by side are read together.
  *
  * @param rows
  *   accumulators that make up one sum: engine rows, or 1 if the engines of a column share one
  * @param rowBits
  *   of an accumulator
  */
final class OutputDrain(grid: ConvolutionGrid, rows: Int, rowBits: Int) extends Module {
  private val columns = grid.folding.parallelOutputs
  private val lanes = grid.folding.outputLanes
  private val pixels = grid.pixels
  private val groups = columns / lanes
  private val steps = grid.filtersPerEngine
  private val sumBits = grid.accumulatorBits
  private val outputBits = grid.output.format.bits
  private val wordBits = sumBits + Requantisation.MULTIPLIER_BITS
  private val words = grid.output.beatsPerPixel

  val out = IO(Decoupled(UInt(grid.output.widthBits.W)))
  val threshold = IO(Input(UInt(outputBits.W)))

  /** The pixel of `endBank` is complete behind this cycle. */
  val pixelEnd = IO(Input(Bool()))
  val endBank = IO(Input(UInt(1.W)))
  val pending = IO(Output(Vec(2, Bool())))

  /** Sums of all accumulators at (bank, step), index (pixel * columns + column) * rows + row, in the
    * same cycle.
    */
  val bank = IO(Output(UInt(1.W)))
  val step = IO(Output(UInt(Primitives.indexBits(steps).W)))
  val sums = IO(Input(Vec(pixels * columns * rows, SInt(rowBits.W))))

  /** Memory of biases and multipliers. */
  val address = IO(Output(UInt(Primitives.indexBits(words).W)))
  val channels = IO(Input(UInt((lanes * wordBits).W)))

  private val move = !out.valid || out.ready
  private val waiting = RegInit(VecInit(false.B, false.B))
  private val drainBank = RegInit(0.U(1.W))
  private val drainStep = RegInit(0.U(Primitives.indexBits(steps).W))
  private val group = RegInit(0.U(Primitives.indexBits(groups).W))
  private val pointer = RegInit(0.U(Primitives.indexBits(words).W))

  private val take = waiting(drainBank) && move
  // The last step has less than all columns' filters if these are not even.
  private val last =
    if (words == grid.drainCycles) pointer === (words - 1).U
    else group === ((grid.drainCycles - 1) % groups).U && drainStep === (steps - 1).U
  when(take) {
    group := Logic.successor(group, groups)
    when(group === (groups - 1).U)(drainStep := Logic.successor(drainStep, steps))
    when(last) {
      if (!grid.evenColumns) {
        group := 0.U
        drainStep := 0.U
      }
      drainBank := ~drainBank
      waiting(drainBank) := false.B
    }
  }
  when(pixelEnd)(waiting(endBank) := true.B)
  pending := waiting
  bank :<= drainBank
  step :<= drainStep

  // As in SparseEngine: the memory has no enable, the address keeps the data.
  private val nextPointer = Mux(take, Logic.successor(pointer, words), pointer)
  pointer := nextPointer
  address := nextPointer

  private val word = RegEnable(channels, move)
  private val fields = (0 until lanes).map { lane =>
    val field = word((lane + 1) * wordBits - 1, lane * wordBits)
    (field, Logic.delayed(field(wordBits - 1, sumBits), addLatency, move))
  }
  private val results = for (pixel <- 0 until pixels; lane <- 0 until lanes) yield {
    val (field, multiplier) = fields(lane)
    val addends = (0 until rows).map { row =>
      val choices = (0 until groups).map { g =>
        g -> sums((pixel * columns + g * lanes + lane) * rows + row).asUInt
      }
      RegEnable(Logic.select(group, choices), move).asSInt
    } :+ field(sumBits - 1, 0).asSInt
    val requantiser = Module(new Requantiser(sumBits, grid.shift, grid.output.format))
    requantiser.enable := move
    requantiser.value :<= Logic.low(Logic.sum(addends, move, lastRegister = false), sumBits)
    requantiser.multiplier :<= multiplier
    requantiser.threshold :<= threshold
    requantiser.result
  }
  out.valid := Logic.delayed(take, 1 + addLatency + StageLatency.REQUANTISER_CYCLES, move, false.B)
  out.bits :<= Cat(results.reverse)

  private def addLatency: Int = StageLatency.sumCycles(rows + 1, false)
}
