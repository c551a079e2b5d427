package org.sparseloom.hardware

import chisel3._
import org.sparseloom.layer.{ConvolutionGrid, Stage}

/** What stages share whose engines go from beat to beat together.
  *
  * @param latency
  *   enabled cycles from the engines' working cycle to the accumulators
  * @param accumulatorRows
  *   accumulators that make up one output sum
  * @param sumBits
  *   of an accumulator
  */
abstract class ConvolutionModule(
    stage: Stage,
    grid: ConvolutionGrid,
    latency: Int,
    accumulatorRows: Int,
    sumBits: Int
) extends GridModule(stage, grid, accumulatorRows, sumBits) {

  /** The windows are the beats that it takes, unless a subclass connects both otherwise. */
  protected val control: BeatControl = Module(new BeatControl(grid.beatsPerSum, latency))

  lineBuffer.window.ready := control.advance
  control.windowValid := lineBuffer.window.valid
  control.bankPending := drain.pending
  drain.pixelEnd := control.accumulate.pixelEnd
  drain.endBank :<= control.accumulate.bank

  /** As the other, in the cycles in which engines move on. */
  protected def dotProduct(activations: Seq[UInt], weights: Seq[Seq[UInt]]): SInt =
    dotProduct(activations, weights, control.enable)

  /** As the other, for sums that arrive with all others of their beat. */
  protected def accumulate(
      indices: Seq[Int],
      partial: PartialSum,
      firstBeat: Bool = control.accumulate.firstBeat
  ): Unit = accumulate(indices, partial, control.accumulate.bank, firstBeat, control.enable)
}
