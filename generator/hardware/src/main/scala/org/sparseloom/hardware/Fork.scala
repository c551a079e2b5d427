package org.sparseloom.hardware

import chisel3._

/** The handshake of a stream that several consumers take: each gets every beat once, at its own time,
  * and the beat is over when all have it. No `valid` depends on a `ready` of the same cycle.
  *
  * Ports in_valid, in_ready and for every consumer out_0_valid, out_0_ready and so on; the bits go
  * past this module.
  */
final class Fork(consumers: Int) extends Module {
  require(consumers >= 2, s"consumers ($consumers) must be at least 2")

  val in = IO(new ForkInput)
  val out = IO(Vec(consumers, Flipped(new ForkInput)))

  private val taken = RegInit(VecInit(Seq.fill(consumers)(false.B)))
  private val has = taken.zip(out).map { case (before, end) => before || end.ready }

  in.ready := has.reduce(_ && _)
  for (((end, before), now) <- out.zip(taken).zip(has)) {
    end.valid := in.valid && !before
    when(in.valid)(before := now && !in.ready)
  }
}

/** A handshake without data, as the taking side sees it. */
final class ForkInput extends Bundle {
  val valid = Input(Bool())
  val ready = Output(Bool())
}
