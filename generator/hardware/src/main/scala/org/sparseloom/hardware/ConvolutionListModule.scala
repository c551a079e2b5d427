package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConvolutionListStage

/** Hardware of a [[ConvolutionListStage]]: one control and one memory of lists for the grid, a
  * feeder for every row of engines and pixel, or two, and per engine a copy of the row's
  * activations, a multiplier and an accumulator.
  */
final class ConvolutionListModule(stage: ConvolutionListStage)
    extends ConvolutionModule(
      stage,
      stage.grid,
      stage.engineLatency,
      stage.grid.folding.parallelInputs,
      stage.sumBits
    ) {
  private val sums = stage.pixelsPerMultiplier

  private val list = Module(new ListControl(stage))
  list.enable := control.enable
  list.advance := control.advance
  list.windowValid := lineBuffer.window.valid
  lineBuffer.window.ready := list.windowReady
  control.windowValid := list.fed
  control.enginesDone := list.done
  memories.head.address :<= list.address
  list.firstBeat := control.worksOnFirst
  list.nextIsLast := memories.head.data(memories.head.data.getWidth - 1)

  for (row <- 0 until rows) {
    val entries = (0 until columns).map { column =>
      val entry = Logic.field(memories.head.data, row * columns + column, stage.entryBits)
      RegEnable(entry, control.enable)
    }
    for (pixel <- 0 until pixels by sums) {
      val together = pixel until pixel + sums
      val feeder = Module(new ListFeeder(stage))
      feeder.enable := control.enable
      feeder.feed :<= list.feed
      feeder.windows :<= VecInit(together.map { each =>
        Cat((0 until pairs).map(windowValue(each, row, _)).reverse)
      })
      for (column <- 0 until columns) {
        val engine = Module(new ListEngine(stage))
        engine.enable := control.enable
        engine.write :<= feeder.write
        engine.slots :<= list.readSlots
        engine.entry :<= entries(column)
        engine.resultValid := list.resultValid
        accumulate(
          together.map(each => (each * columns + column) * rows + row),
          engine.partial,
          // An entry itself knows that it begins a sum, in whatever beat.
          firstBeat = true.B
        )
      }
    }
  }
}
