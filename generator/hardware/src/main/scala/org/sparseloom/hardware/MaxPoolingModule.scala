package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.MaxPoolingStage
import org.sparseloom.numeric.NumberFormat

/** Maximum over a window, every lane a channel; padding is the lowest value and so never wins. */
final class MaxPoolingModule(stage: MaxPoolingStage) extends StageModule(stage) {
  private val format = stage.input.format
  private val lanes = stage.input.lanes
  private val taps = stage.layer.window.taps
  private val window = Module(new LineBuffer(stage.lineBuffer, format.encode(format.min)))
  private val move = !out.valid || out.ready

  window.in :<>= in
  window.window.ready := move

  private val values = Logic.fields(window.window.bits, stage.lineBuffer.valuesPerBeat, format.bits)
  private val largest = values.grouped(taps * lanes).toSeq.flatMap { window =>
    (0 until lanes).map { lane =>
      MaxPoolingModule.maximum((0 until taps).map(tap => window(tap * lanes + lane)), format, move)
    }
  }
  out.bits :<= Cat(largest.reverse)
  out.valid := Logic.delayed(
    window.window.valid,
    stage.latencyCycles,
    move,
    false.B
  )
}

private object MaxPoolingModule {

  /** Returns the largest value, registered behind every [[MaxPoolingStage.RADIX]] comparisons. */
  def maximum(values: Seq[UInt], format: NumberFormat, enable: Bool): UInt = {
    val groups =
      values.grouped(MaxPoolingStage.RADIX).toSeq.map(g => RegEnable(larger(g, format), enable))
    if (groups.size == 1) groups.head else maximum(groups, format, enable)
  }

  private def larger(values: Seq[UInt], format: NumberFormat): UInt =
    VecInit(values).reduceTree { (a, b) =>
      Mux(Logic.operand(a, format) < Logic.operand(b, format), b, a)
    }
}
