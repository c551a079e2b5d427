package org.sparseloom.hardware

import chisel3._
import org.sparseloom.layer.ChannelSliceStage

/** Lets some beats of every pixel pass; the others are taken whatever the output does. */
final class ChannelSliceModule(stage: ChannelSliceStage) extends StageModule(stage) {
  private val beats = stage.input.beatsPerPixel
  private val first = stage.firstBeat
  private val last = first + stage.output.beatsPerPixel - 1

  private val beat = RegInit(0.U(Primitives.indexBits(beats).W))
  private val passes = beat >= first.U && beat <= last.U
  private val full = RegInit(false.B)
  private val held = Reg(UInt(stage.output.widthBits.W))
  private val move = !full || out.ready

  in.ready := !passes || move
  when(in.fire)(beat := Logic.successor(beat, beats))
  when(move) {
    full := in.valid && passes
    held :<= in.bits
  }
  out.valid := full
  out.bits :<= held
}
