package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.pipeline.{Fifo => Numbers}

/** First in, first out, one cycle from in to out; neither `in.ready` nor `out.valid` depends on the
  * other side in the same cycle, so that no path runs through a chain of stages.
  *
  * @param depth
  *   entries, at least 2: two are registers, more are LUT RAM, block RAM or UltraRAM
  * @param deep
  *   whether in block RAM or UltraRAM: two cycles from in to out, and one entry more, the one at `out`
  * @param ultra
  *   whether these are in UltraRAM
  */
final class Fifo(depth: Int, widthBits: Int, deep: Boolean = false, ultra: Boolean = false)
    extends Module {
  require(depth >= 2, s"FIFO depth ($depth) must be at least 2")

  val in = IO(Flipped(Decoupled(UInt(widthBits.W))))
  val out = IO(Decoupled(UInt(widthBits.W)))

  if (depth == 2) registers() else if (deep) deepMemory() else lutMemory()

  private def registers(): Unit = {
    val headFull = RegInit(false.B)
    val tailFull = RegInit(false.B)
    val head = Reg(UInt(widthBits.W))
    val tail = Reg(UInt(widthBits.W))
    in.ready := !tailFull
    out.valid := headFull
    out.bits :<= head
    val headFree = !headFull || out.ready
    when(headFree) {
      headFull := tailFull || in.valid
      tailFull := false.B
      head :<= Mux(tailFull, tail, in.bits)
    }.elsewhen(in.fire)(tailFull := true.B)
    when(in.ready)(tail :<= in.bits)
  }

  /** Where to write and read, and whether that can be; `push` and `pop` say that it is done. Both come
    * late, so that all else that decides is known before: how many entries there are.
    */
  private class Places(push: Bool, pop: => Bool) {
    val full: Bool = RegInit(false.B)
    val empty: Bool = RegInit(true.B)
    val write: UInt = RegInit(0.U(log2Ceil(depth).W))
    val read: UInt = RegInit(0.U(log2Ceil(depth).W))

    private val entries = RegInit(0.U(log2Ceil(depth + 1).W))

    def advance(): Unit = {
      when(push)(write := Logic.successor(write, depth))
      when(pop)(read := Logic.successor(read, depth))
      when(push && !pop) {
        entries := entries + 1.U
        empty := false.B
        full := entries === (depth - 1).U
      }.elsewhen(pop && !push) {
        entries := entries - 1.U
        full := false.B
        empty := entries === 1.U
      }
    }
  }

  private def lutMemory(): Unit = {
    val places = new Places(in.fire, out.fire)
    in.ready := !places.full
    out.valid := !places.empty
    out.bits :<= LutMemory(depth, places.read, in.fire, places.write, in.bits)
    places.advance()
  }

  /** The memory's output register is the entry at `out`: it is read anew when that is taken. */
  private def deepMemory(): Unit = {
    val memory =
      if (ultra) Module(new UltraQueueMemory(depth, widthBits))
      else Module(new RowMemory(depth, widthBits, block = true))
    val head = RegInit(false.B)
    val fetch = Wire(Bool())
    val places = new Places(in.fire, fetch)
    fetch := !places.empty && (!head || out.ready)
    head := fetch || (head && !out.ready)
    in.ready := !places.full
    out.valid := head
    memory.clock := clock
    memory.write := in.fire
    memory.write_address := places.write
    memory.write_data := in.bits
    memory.read := fetch
    memory.read_address := places.read
    out.bits :<= memory.read_data
    places.advance()
  }
}

object Fifo {

  /** Returns the module behind the converter of a connection; call inside an elaboration. */
  def of(numbers: Numbers): Fifo =
    new Fifo(numbers.depth, numbers.to.widthBits, numbers.deep, numbers.ultra)

  /** Returns the module in front of the converter of a connection; call inside an elaboration. */
  def ofProducer(numbers: Numbers): Fifo = new Fifo(2, numbers.from.widthBits)
}
