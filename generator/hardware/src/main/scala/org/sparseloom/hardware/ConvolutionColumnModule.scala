package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConvolutionColumnStage

/** Hardware of a [[ConvolutionColumnStage]]: a feeder and a memory of columns for every row of engines
  * (and pixel), and per engine a queue, a memory of entries, a multiplier and an accumulator.
  */
final class ConvolutionColumnModule(stage: ConvolutionColumnStage)
    extends GridModule(stage, stage.grid, stage.grid.folding.parallelInputs, stage.sumBits) {
  private val grid = stage.grid
  private val sums = grid.filtersPerMultiplier
  private val perRow = columns / sums
  private val control = Module(new ColumnControl(stage, pixels * rows * perRow))

  lineBuffer.window.ready := control.advance
  control.windowValid := lineBuffer.window.valid
  control.bankPending := drain.pending
  drain.pixelEnd := control.sumsEnd
  drain.endBank :<= control.endBank

  private val feeders = for (pixel <- 0 until pixels; row <- 0 until rows) yield {
    val place = pixel * rows + row
    val window = (0 until pairs).map(windowValue(pixel, row, _))
    val feeder = Module(new ColumnFeeder(stage))
    feeder.advance := control.advance
    feeder.firstBeat := control.firstBeat
    feeder.lastBeat := control.lastBeat
    feeder.nonZero :<= VecInit(window.map(Logic.nonZero)).asUInt
    feeder.activations :<= RegEnable(RegEnable(Cat(window.reverse), control.advance), true.B)
    feeder.begin :<= control.begin
    memories(place).address :<= feeder.address
    val engines = (0 until perRow).map { each =>
      val number = place * perRow + each
      val engine = Module(new ColumnEngine(stage))
      val entries = memories(pixels * rows + number)
      engine.item :<= feeder.item
      engine.column :<= Logic.field(memories(place).data, each, stage.columnBits)
      engine.open :<= control.open(number)
      control.finished(number) := engine.finished
      control.banks(number) :<= engine.bank
      control.working(number) := engine.working
      entries.address :<= engine.address
      engine.entry :<= entries.data
      val sum = dotProduct(Seq(engine.activation), engine.weights.map(Seq(_)), true.B)
      val partial = Wire(new PartialSum(grid.filtersPerEngine, sum.getWidth))
      partial.valid := engine.mark.valid
      partial.step :<= engine.mark.step
      partial.first := engine.mark.first
      partial.sum :<= sum
      val indices =
        (each * sums until (each + 1) * sums).map(column => (pixel * columns + column) * rows + row)
      accumulate(indices, partial, engine.mark.bank, firstBeat = true.B, enable = true.B)
      engine
    }
    feeder.ready := RegNext(!engines.map(_.full).reduce(_ || _), false.B)
    feeder
  }
  control.fed := feeders.map(_.done).reduce(_ && _)
}
