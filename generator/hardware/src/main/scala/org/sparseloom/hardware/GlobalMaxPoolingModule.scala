package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.GlobalMaxPoolingStage

/** A running maximum per channel, every lane a channel of a beat; those of the last pixel go to the
  * output register instead of back, so that the next image follows without a bubble.
  */
final class GlobalMaxPoolingModule(stage: GlobalMaxPoolingStage) extends StageModule(stage) {
  private val format = stage.input.format
  private val move = !out.valid || out.ready
  private val image = new WholeImage(
    stage.input.beatsPerPixel,
    stage.input.shape.pixels,
    stage.input.widthBits,
    in.fire
  )

  in.ready := !image.lastPixel || move

  private val largest = Logic
    .fields(in.bits, stage.input.lanes, format.bits)
    .zip(Logic.fields(image.word, stage.input.lanes, format.bits))
    .map { case (value, before) =>
      val larger = Logic.operand(value, format) > Logic.operand(before, format)
      Mux(image.firstPixel || larger, value, before)
    }
  image.keep(Cat(largest.reverse))

  out.bits :<= RegEnable(Cat(largest.reverse), move)
  out.valid := Logic.delayed(in.fire && image.lastPixel, 1, move, false.B)
}
