package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{ConvolutionGrid, Stage}
import scala.jdk.CollectionConverters._

/** What convolution stages on a grid of engines share, whatever leads these from beat to beat: window
  * in front, accumulators and drain behind.
  *
  * @param accumulatorRows
  *   accumulators that make up one output sum
  * @param sumBits
  *   of an accumulator
  */
abstract class GridModule(
    stage: Stage,
    grid: ConvolutionGrid,
    accumulatorRows: Int,
    sumBits: Int
) extends StageModule(stage) {
  val threshold = IO(Input(UInt(grid.output.format.bits.W)))

  /** In the order of Stage.memories(), the channel memory last. */
  protected val memories: Seq[MemoryPins] =
    stage.memories.asScala.toSeq.map(port => IO(new MemoryPins(port)).suggestName(port.name))

  protected val activationBits: Int = grid.input.format.bits
  protected val pairs: Int = grid.pairsPerBeat
  protected val rows: Int = grid.folding.parallelInputs
  protected val columns: Int = grid.folding.parallelOutputs

  /** Output pixels side by side: each has engines, accumulators and requantisers of its own. */
  protected val pixels: Int = grid.pixels

  protected val lineBuffer: LineBuffer = Module(new LineBuffer(grid.lineBuffer, 0))
  protected val drain: OutputDrain = Module(new OutputDrain(grid, accumulatorRows, sumBits))

  lineBuffer.in :<>= in
  drain.threshold :<= threshold
  memories.last.address :<= drain.address
  drain.channels :<= memories.last.data
  out :<>= drain.out

  /** Returns activation m of a pixel's window for an engine row. */
  protected def windowValue(pixel: Int, row: Int, m: Int): UInt = {
    val channels = grid.folding.channelsPerEngine
    val tap = pixel * grid.layer.window.taps + grid.tapIndex(m)
    val index = tap * grid.input.lanes + row * channels + m % channels
    Logic.field(lineBuffer.window.bits, index, activationBits)
  }

  /** Returns what an engine, or one for two columns, makes of activations and columns' weights. */
  protected def dotProduct(
      activations: Seq[UInt],
      weights: Seq[Seq[UInt]],
      enable: Bool
  ): SInt =
    if (weights.size == 1) {
      val engine = Module(
        new DenseEngine(activations.size, grid.weightBits, grid.input.format, grid.multiplier)
      )
      engine.enable := enable
      engine.activations :<= Cat(activations.reverse)
      engine.weights :<= Cat(weights.head.reverse)
      engine.sum
    } else {
      val format = grid.input.format
      val engine =
        Module(new PackedEngine(activations.size, format.operandBits, grid.weightBits))
      engine.enable := enable
      engine.shared :<= VecInit(activations.map(Logic.operand(_, format)))
      engine.lower :<= VecInit(weights.head.map(_.asSInt))
      engine.upper :<= VecInit(weights.last.map(_.asSInt))
      PackedSum.widened(engine.sum, engine.lowerBits, sumBits)
    }

  /** Connects the accumulator of engines that make a sum, or two of columns side by side.
    *
    * @param indices
    *   in the drain: (pixel * columns + column) * accumulatorRows + row
    * @param bank
    *   that the partial sum is of
    * @param firstBeat
    *   the first of a step replaces the sum
    */
  protected def accumulate(
      indices: Seq[Int],
      partial: PartialSum,
      bank: UInt,
      firstBeat: Bool,
      enable: Bool
  ): Unit = {
    val sums = indices.size
    val banks = Module(new AccumulatorBanks(grid.filtersPerEngine, sumBits, sums))
    banks.enable := enable
    banks.partial.valid := partial.valid
    banks.partial.step :<= partial.step
    banks.partial.first := partial.first
    // Extended out here: seen inside, Yosys swaps the operands and doubles the adder's LUTs.
    banks.partial.sum :<= Logic.low(partial.sum, sums * sumBits)
    banks.bank :<= bank
    banks.firstBeat := firstBeat
    banks.drainBank :<= drain.bank
    banks.drainStep :<= drain.step
    indices.zip(banks.drained).foreach { case (index, sum) => drain.sums(index) :<= sum }
  }
}
