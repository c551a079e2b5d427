package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConvolutionSkipStage

/** Hardware of a [[ConvolutionSkipStage]]: a control and a weight memory for every row of engines (and
  * pixel), a multiplier and an accumulator for every column, or for two.
  */
final class ConvolutionSkipModule(stage: ConvolutionSkipStage)
    extends ConvolutionModule(
      stage,
      stage.grid,
      stage.engineLatency,
      stage.grid.folding.parallelInputs,
      stage.sumBits
    ) {
  private val grid = stage.grid
  private val sums = grid.filtersPerMultiplier

  private val controls = for (pixel <- 0 until pixels; row <- 0 until rows) yield {
    val memory = memories(pixel * rows + row)
    val window = (0 until pairs).map(windowValue(pixel, row, _))
    val rowControl = Module(new SkipControl(stage))
    rowControl.enable := control.enable
    rowControl.advance := control.advance
    rowControl.firstBeat := control.worksOnFirst
    rowControl.nonZero :<= VecInit(window.map(Logic.nonZero)).asUInt
    rowControl.activations :<= RegEnable(Cat(window.reverse), control.advance)
    memory.address :<= rowControl.address
    for (column <- 0 until columns by sums) {
      val weights = (column until column + sums).map { each =>
        Seq(Logic.field(memory.data, each, grid.weightBits))
      }
      val sum = dotProduct(Seq(rowControl.activation), weights)
      val partial = Wire(new PartialSum(grid.filtersPerEngine, sum.getWidth))
      partial.valid := rowControl.resultValid
      partial.step :<= rowControl.resultStep
      partial.first := rowControl.resultFirst
      partial.sum :<= sum
      accumulate((column until column + sums).map(each => (pixel * columns + each) * rows + row), partial)
    }
    rowControl
  }
  control.enginesDone := controls.map(_.done).reduce(_ && _)
}
