package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{RowStore => Numbers}

/** Whole rows of a stream, read in any order: docs/hardware.md, "Row store". */
final class RowStore(numbers: Numbers) extends Module {
  private val slots = numbers.rowSlots
  private val words = numbers.wordsPerRow
  private val pixelBits = numbers.input.widthBits
  private val slotBits = Primitives.indexBits(slots)

  val in = IO(Flipped(Decoupled(UInt(pixelBits.W))))

  /** Whole rows that are kept. */
  val rows = IO(Output(UInt(log2Ceil(slots + 1).W)))
  val read = IO(Input(Bool()))
  val address = IO(Input(UInt(Primitives.indexBits(words).W)))

  /** The word of the oldest row at the last address read, then that of the row behind it. */
  val data = IO(Output(Vec(numbers.rowsRead, UInt(pixelBits.W))))

  /** Frees the oldest row behind this cycle; a word of it may still be read in it. */
  val release = IO(Input(Bool()))

  private val kept = RegInit(0.U(rows.getWidth.W))
  private val oldest = RegInit(0.U(slotBits.W))
  private val writeSlot = RegInit(0.U(slotBits.W))
  private val writeWord = RegInit(0.U(Primitives.indexBits(words).W))
  private val rowWritten = in.fire && writeWord === (words - 1).U

  in.ready := kept =/= slots.U
  rows :<= kept
  kept := kept + rowWritten - release
  when(in.fire)(writeWord := Logic.successor(writeWord, words))
  when(rowWritten)(writeSlot := Logic.successor(writeSlot, slots))
  when(release)(oldest := Logic.successor(oldest, slots))

  private val readSlot = RegEnable(oldest, read)
  private val slotData = (0 until slots).map { slot =>
    val memory = Module(new RowMemory(words, pixelBits, numbers.blockRows))
    memory.clock := clock
    memory.write := in.fire && writeSlot === slot.U
    memory.write_address :<= writeWord
    memory.write_data :<= in.bits
    memory.read := read
    memory.read_address :<= address
    memory.read_data
  }
  for (row <- 0 until numbers.rowsRead)
    data(row) :<= Logic.select(readSlot, (0 until slots).map(s => s -> slotData((s + row) % slots)))
}
