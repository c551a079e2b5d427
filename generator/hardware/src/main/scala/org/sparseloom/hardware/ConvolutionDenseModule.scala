package org.sparseloom.hardware

import chisel3._
import org.sparseloom.layer.ConvolutionDenseStage

/** Hardware of a [[ConvolutionDenseStage]]: one control and one weight memory for the grid, and per
  * output column one adder tree over all rows with one accumulator.
  */
final class ConvolutionDenseModule(stage: ConvolutionDenseStage)
    extends ConvolutionModule(
      stage,
      stage.grid,
      stage.engineLatency,
      accumulatorRows = 1,
      stage.grid.accumulatorBits
    ) {
  private val grid = stage.grid
  private val multipliers = grid.folding.multipliersPerEngine
  private val weightBits = grid.weightBits

  private val dense = Module(
    new DenseControl(
      grid.beatsPerPixel,
      grid.filtersPerEngine,
      grid.denseCycles,
      stage.engineLatency
    )
  )
  dense.enable := control.enable
  dense.advance := control.advance
  control.enginesDone := dense.done
  memories.head.address :<= dense.address

  // A beat turns by N pairs a cycle: after a step it stands as at its start.
  private val taken = (0 until pixels).map(pixel => (0 until rows).flatMap { row =>
    val beat = Reg(Vec(pairs, UInt(activationBits.W)))
    for (m <- 0 until pairs) {
      when(control.advance)(beat(m) :<= windowValue(pixel, row, m))
      if (multipliers < pairs)
        when(!control.advance && dense.working)(beat(m) :<= beat((m + multipliers) % pairs))
    }
    beat.take(multipliers)
  })

  private val sums = grid.filtersPerMultiplier
  for (pixel <- 0 until pixels; column <- 0 until columns by sums) {
    val sum = dotProduct(taken(pixel), (column until column + sums).map(weights))
    val partial = Wire(new PartialSum(grid.filtersPerEngine, sum.getWidth))
    partial.valid := dense.resultValid
    partial.step :<= dense.resultStep
    partial.first := dense.resultFirst
    partial.sum :<= sum
    accumulate((0 until sums).map(pixel * columns + column + _), partial)
  }

  /** Returns a column's weights of this cycle. */
  private def weights(column: Int): Seq[UInt] =
    for (row <- 0 until rows; n <- 0 until multipliers) yield {
      val index = (row * columns + column) * multipliers + n
      Logic.field(memories.head.data, index, weightBits)
    }
}
