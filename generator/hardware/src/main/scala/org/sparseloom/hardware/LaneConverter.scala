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
  * @param pixels
  *   side by side, each with such lanes, one pixel after the other in a beat
  */
final class LaneConverter(from: Int, to: Int, bits: Int, pixels: Int = 1) extends Module {
  private val common = BigInt(from).gcd(to).toInt
  private val groupBits = common * bits
  private val groupsIn = from / common
  private val groupsOut = to / common

  val in = IO(Flipped(Decoupled(UInt((pixels * from * bits).W))))
  val out = IO(Decoupled(UInt((pixels * to * bits).W)))

  private val taken = RegInit(0.U(Primitives.indexBits(groupsIn).W))
  private val handed = RegInit(0.U(Primitives.indexBits(groupsOut).W))
  private val lastTaken = taken === (groupsIn - 1).U
  private val lastHanded = handed === (groupsOut - 1).U

  private val groups = Logic.fields(in.bits, pixels, from * bits).map { pixel =>
    Logic.select(taken, (0 until groupsIn).map(g => g -> Logic.field(pixel, g, groupBits)))
  }
  private val groupReady = !lastHanded || out.ready
  in.ready := groupReady && lastTaken
  out.valid := in.valid && lastHanded

  when(in.valid && groupReady) {
    taken := Logic.successor(taken, groupsIn)
    handed := Logic.successor(handed, groupsOut)
  }
  private val group = Cat(groups.reverse)
  out.bits :<= (if (groupsOut == 1) group else beat())

  /** Returns a beat of all groups: the last as it comes, those before it from registers. */
  private def beat(): UInt = {
    val first = Module(new HeldGroups(groupsOut - 1, groupBits, pixels))
    first.clock := clock
    first.write := in.valid
    first.index :<= handed
    first.group :<= group
    val held = Logic.fields(first.held, pixels, (groupsOut - 1) * groupBits)
    Cat(groups.zip(held).map { case (last, before) => last ## before }.reverse)
  }
}
