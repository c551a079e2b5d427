package org.sparseloom.hardware

import chisel3._

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

  /** The word of this beat: a register, or LUT RAM if a pixel has several beats. */
  private val store =
    if (beats == 1) Left(Reg(UInt(wordBits.W))) else Right(Mem(beats, UInt(wordBits.W)))

  val word: UInt = store.fold(register => register, words => words(beat))

  /** Replaces the word when the beat is taken. */
  def keep(next: UInt): Unit = when(take) {
    store.fold(register => register :<= next, words => words(beat) := next)
  }
}
