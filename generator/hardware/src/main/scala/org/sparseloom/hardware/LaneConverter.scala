package org.sparseloom.hardware

import chisel3._
import chisel3.util._

/** Changes the lanes of a stream, values in order: down to groups of the greatest common divisor of
  * both sides, one group a cycle, then up. Without latency; a beat stays at the input until its last
  * group is taken.
  *
  * @param from
  *   lanes of `in`
  * @param to
  *   lanes of `out`
  * @param bits
  *   of a value
  */
final class LaneConverter(from: Int, to: Int, bits: Int) extends Module {
  private val common = BigInt(from).gcd(to).toInt
  private val groupBits = common * bits
  private val groupsIn = from / common
  private val groupsOut = to / common

  val in = IO(Flipped(Decoupled(UInt((from * bits).W))))
  val out = IO(Decoupled(UInt((to * bits).W)))

  private val taken = RegInit(0.U(Primitives.indexBits(groupsIn).W))
  private val handed = RegInit(0.U(Primitives.indexBits(groupsOut).W))
  private val lastTaken = taken === (groupsIn - 1).U
  private val lastHanded = handed === (groupsOut - 1).U

  private val group =
    Logic.select(taken, (0 until groupsIn).map(g => g -> Logic.field(in.bits, g, groupBits)))
  private val groupReady = !lastHanded || out.ready
  in.ready := groupReady && lastTaken
  out.valid := in.valid && lastHanded

  when(in.valid && groupReady) {
    taken := Logic.successor(taken, groupsIn)
    handed := Logic.successor(handed, groupsOut)
  }
  private val held = (0 until groupsOut - 1).map { g =>
    RegEnable(group, in.valid && handed === g.U)
  }
  out.bits :<= Cat((held :+ group).reverse)
}
