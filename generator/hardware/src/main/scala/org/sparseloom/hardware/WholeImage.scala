package org.sparseloom.hardware

import chisel3._
import chisel3.util.RegEnable

/** Where a stage stands in an image of which it keeps one word for each beat of a pixel: a running
  * sum or maximum of the pixels so far.
  *
  * @param take
  *   whether a beat is taken in this cycle
  */
final class WholeImage(beats: Int, pixels: Int, wordBits: Int, take: Bool) {
  private val beat = RegInit(0.U(Primitives.indexBits(beats).W))
  private val pixel = RegInit(0.U(Primitives.indexBits(pixels).W))

  val firstPixel: Bool = pixel === 0.U
  val lastPixel: Bool = pixel === (pixels - 1).U

  when(take) {
    beat := Logic.successor(beat, beats)
    when(beat === (beats - 1).U)(pixel := Logic.successor(pixel, pixels))
  }

  private val next = Wire(UInt(wordBits.W))

  /** The word of this beat: a register, or LUT RAM if a pixel has several beats. */
  val word: UInt =
    if (pixels == 1) 0.U(wordBits.W)
    else if (beats == 1) RegEnable(next, take)
    else LutMemory(beats, beat, take, beat, next)

  /** Replaces the word when the beat is taken; call once. */
  def keep(value: UInt): Unit = next :<= value
}
