package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConvolutionSparseStage

/** Hardware of a [[ConvolutionSparseStage]]: a grid of sparse engines, an accumulator each. */
final class ConvolutionSparseModule(stage: ConvolutionSparseStage)
    extends ConvolutionModule(
      stage,
      stage.grid,
      stage.engineLatency,
      stage.grid.folding.parallelInputs,
      stage.sumBits
    ) {
  private val numbers = ConvolutionSparseModule.numbers(stage)

  private val engines = for (pixel <- 0 until pixels; row <- 0 until rows) yield {
    val window = (0 until pairs).map(windowValue(pixel, row, _))
    val windowNonZero = VecInit(window.map(Logic.nonZero)).asUInt
    val beat = RegEnable(Cat(window.reverse), control.advance)
    val nonZero = RegEnable(windowNonZero, control.advance)
    val beatBefore = RegEnable(beat, control.enable)
    for (column <- 0 until columns) yield {
      val engine = Module(new SparseEngine(numbers))
      val memory = memories((pixel * rows + row) * columns + column)
      engine.enable := control.enable
      engine.advance := control.advance
      engine.activations :<= beatBefore
      engine.nonZero :<= nonZero
      engine.nextNonZero :<= windowNonZero
      memory.address :<= engine.address
      engine.weights :<= memory.data
      accumulate(Seq((pixel * columns + column) * rows + row), engine.result)
      engine
    }
  }
  control.enginesDone := engines.flatten.map(_.done).reduce(_ && _)
}

object ConvolutionSparseModule {

  /** Returns the numbers of the stage's engines. */
  def numbers(stage: ConvolutionSparseStage): SparseEngineNumbers =
    SparseEngineNumbers(
      stage.grid.pairsPerBeat,
      stage.grid.folding.multipliersPerEngine,
      stage.grid.filtersPerEngine,
      stage.grid.beatsPerPixel,
      stage.engineLatency,
      stage.grid.weightBits,
      stage.grid.input.format
    )
}
