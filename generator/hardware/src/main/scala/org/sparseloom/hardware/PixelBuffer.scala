package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.pipeline.Conversion

/** Changes the number of pixels side by side: a group of as many as the larger side has is written to one
  * bank of LUT RAM while the group before is read from the other one. Memory i holds the i-th word's
  * pixels of a group, beat after beat.
  *
  * @param step
  *   one side's pixels divide the other's
  * @param bits
  *   of a value
  */
final class PixelBuffer(step: Conversion.Pixels, bits: Int) extends Module {
  private val valueBits = step.lanes * bits
  private val wordBits = step.perWord * valueBits
  private val memories = step.memories
  private val joins = step.to > step.from

  val in = IO(Flipped(Decoupled(UInt((step.from * valueBits).W))))
  val out = IO(Decoupled(UInt((step.to * valueBits).W)))

  private val full = RegInit(VecInit(false.B, false.B))
  private val writing = new Side(if (joins) memories else 1)
  private val reading = new Side(if (joins) 1 else memories)

  in.ready := !full(writing.bank)
  out.valid := full(reading.bank)
  writing.advance(in.fire)
  reading.advance(out.fire)
  when(in.fire && writing.last)(full(writing.bank) := true.B)
  when(out.fire && reading.last)(full(reading.bank) := false.B)

  private val words = (0 until memories).map { memory =>
    val word = if (joins) in.bits else Logic.field(in.bits, memory, wordBits)
    val write = in.fire && (!joins.B || writing.part === memory.U)
    LutMemory(step.words, reading.address, write, writing.address, word)
  }
  out.bits :<= (if (joins) Cat(words.reverse)
                else Logic.select(reading.part, words.zipWithIndex.map(_.swap)))

  /** Counts the beats of one side: of a bank all words, so many times. */
  private class Side(parts: Int) {
    val bank: UInt = RegInit(0.U(1.W))
    val part: UInt = RegInit(0.U(Primitives.indexBits(parts).W))
    private val beat = RegInit(0.U(Primitives.indexBits(step.beats).W))
    private val lastBeat = beat === (step.beats - 1).U
    val last: Bool = lastBeat && part === (parts - 1).U
    val address: UInt = if (step.beats == 1) bank else Cat(bank, beat)

    def advance(fire: Bool): Unit = when(fire) {
      beat := Logic.successor(beat, step.beats)
      when(lastBeat)(part := Logic.successor(part, parts))
      when(last)(bank := ~bank)
    }
  }
}
