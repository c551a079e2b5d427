package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.pipeline.{Fifo => Numbers}

/** First in, first out, one cycle from in to out; neither `in.ready` nor `out.valid` depends on the
  * other side in the same cycle, so that no path runs through a chain of stages.
  *
  * @param depth
  *   entries, at least 2: two are registers, more are LUT RAM
  */
final class Fifo(depth: Int, widthBits: Int) extends Module {
  require(depth >= 2, s"FIFO depth ($depth) must be at least 2")

  val in = IO(Flipped(Decoupled(UInt(widthBits.W))))
  val out = IO(Decoupled(UInt(widthBits.W)))

  if (depth == 2) registers() else memory()

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

  private def memory(): Unit = {
    val words = Mem(depth, UInt(widthBits.W))
    val full = RegInit(false.B)
    val empty = RegInit(true.B)
    val write = RegInit(0.U(log2Ceil(depth).W))
    val read = RegInit(0.U(log2Ceil(depth).W))
    val nextWrite = Logic.successor(write, depth)
    val nextRead = Logic.successor(read, depth)
    in.ready := !full
    out.valid := !empty
    out.bits :<= words(read)
    when(in.fire) {
      words(write) := in.bits
      write := nextWrite
    }
    when(out.fire)(read := nextRead)
    when(in.fire && !out.fire) {
      empty := false.B
      full := nextWrite === read
    }.elsewhen(out.fire && !in.fire) {
      full := false.B
      empty := nextRead === write
    }
  }
}

object Fifo {

  /** Returns the module behind the converter of a connection; call inside an elaboration. */
  def of(numbers: Numbers): Fifo = new Fifo(numbers.depth, numbers.to.widthBits)
}
