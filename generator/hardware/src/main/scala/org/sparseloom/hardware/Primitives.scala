package org.sparseloom.hardware

import chisel3._
import org.sparseloom.resource.DspRule

/** The black boxes of primitives.v, which documents their behaviour. */
object Primitives {

  /** Returns the text of the black boxes.
    *
    * @param ultra
    *   whether that for UltraRAM is among them
    */
  def text(ultra: Boolean): String =
    resource("primitives.v") + (if (ultra) "\n" + resource("ultra_primitives.v") else "")

  private def resource(name: String): String = {
    val stream = getClass.getResourceAsStream(name)
    try new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
    finally stream.close()
  }

  /** Returns bits that count 0 until `states` - 1, at least 1. */
  def indexBits(states: Int): Int = math.max(1, chisel3.util.log2Ceil(states))
}

/** A memory with a port that writes and one that reads; `read_data` holds until the next read. */
abstract class QueueMemory(name: String, depth: Int, widthBits: Int, more: Map[String, Param])
    extends ExtModule(
      Map[String, Param](
        "WIDTH" -> widthBits,
        "DEPTH" -> depth,
        "ADDRESS_BITS" -> Primitives.indexBits(depth)
      ) ++ more
    ) {
  override def desiredName: String = name
  private val addressBits = Primitives.indexBits(depth)
  val clock = IO(Input(Clock()))
  val write = IO(Input(Bool()))
  val write_address = IO(Input(UInt(addressBits.W)))
  val write_data = IO(Input(UInt(widthBits.W)))
  val read = IO(Input(Bool()))
  val read_address = IO(Input(UInt(addressBits.W)))
  val read_data = IO(Output(UInt(widthBits.W)))
}

/** One row of a line buffer, or the entries of a FIFO. */
final class RowMemory(depth: Int, widthBits: Int, block: Boolean)
    extends QueueMemory("RowMemory", depth, widthBits, Map("BLOCK" -> (if (block) 1 else 0)))

/** The entries of a FIFO in UltraRAM. */
final class UltraQueueMemory(depth: Int, widthBits: Int)
    extends QueueMemory("UltraQueueMemory", depth, widthBits, Map.empty)

/** Sums in LUT RAM, read in the same cycle. */
final class SumMemory(depth: Int, widthBits: Int)
    extends ExtModule(
      Map("WIDTH" -> widthBits, "DEPTH" -> depth, "ADDRESS_BITS" -> Primitives.indexBits(depth))
    ) {
  override def desiredName: String = "SumMemory"
  private val addressBits = Primitives.indexBits(depth)
  val clock = IO(Input(Clock()))
  val write = IO(Input(Bool()))
  val address = IO(Input(UInt(addressBits.W)))
  val write_data = IO(Input(SInt(widthBits.W)))
  val data = IO(Output(SInt(widthBits.W)))
  val other_address = IO(Input(UInt(addressBits.W)))
  val other_data = IO(Output(SInt(widthBits.W)))
}

/** Words in LUT RAM, read in the same cycle. */
final class LutMemory(depth: Int, widthBits: Int)
    extends ExtModule(
      Map("WIDTH" -> widthBits, "DEPTH" -> depth, "ADDRESS_BITS" -> Primitives.indexBits(depth))
    ) {
  override def desiredName: String = "LutMemory"
  private val addressBits = Primitives.indexBits(depth)
  val clock = IO(Input(Clock()))
  val write = IO(Input(Bool()))
  val write_address = IO(Input(UInt(addressBits.W)))
  val write_data = IO(Input(UInt(widthBits.W)))
  val read_address = IO(Input(UInt(addressBits.W)))
  val read_data = IO(Output(UInt(widthBits.W)))
}

object LutMemory {

  /** Returns one on the clock of the module around it, and the word at `readAddress`.
    *
    * @param write
    *   when to put what at which address
    */
  def apply(depth: Int, readAddress: UInt, write: Bool, address: UInt, word: UInt): UInt = {
    val memory = Module(new LutMemory(depth, word.getWidth))
    memory.clock := Module.clock
    memory.write := write
    memory.write_address :<= address
    memory.write_data :<= word
    memory.read_address :<= readAddress
    memory.read_data
  }
}

/** Registers for groups of values, of several pixels side by side; `write` puts one at `index`. */
final class HeldGroups(groups: Int, bits: Int, pixels: Int)
    extends ExtModule(
      Map(
        "GROUPS" -> groups,
        "BITS" -> bits,
        "PIXELS" -> pixels,
        "INDEX_BITS" -> Primitives.indexBits(groups + 1)
      )
    ) {
  override def desiredName: String = "HeldGroups"
  val clock = IO(Input(Clock()))
  val write = IO(Input(Bool()))
  val index = IO(Input(UInt(Primitives.indexBits(groups + 1).W)))
  val group = IO(Input(UInt((pixels * bits).W)))
  val held = IO(Output(UInt((pixels * groups * bits).W)))
}

/** A registered product, in as many DSP slices as it is counted. */
final class SignedMultiplier(aBits: Int, bBits: Int)
    extends ExtModule(
      Map(
        "A_BITS" -> aBits,
        "B_BITS" -> bBits,
        "DSP" -> (if (DspRule.takesSlices(aBits, bBits)) 1 else 0)
      )
    ) {
  override def desiredName: String = "SignedMultiplier"
  val clock = IO(Input(Clock()))
  val enable = IO(Input(Bool()))
  val clear = IO(Input(Bool()))
  val a = IO(Input(SInt(aBits.W)))
  val b = IO(Input(SInt(bBits.W)))
  val product = IO(Output(SInt((aBits + bBits).W)))
}

/** A product two enabled cycles behind its operands, in LUTs. */
final class BoothMultiplier(aBits: Int, bBits: Int)
    extends ExtModule(Map("A_BITS" -> aBits, "B_BITS" -> bBits)) {
  override def desiredName: String = "BoothMultiplier"
  val clock = IO(Input(Clock()))
  val enable = IO(Input(Bool()))
  val a = IO(Input(SInt(aBits.W)))
  val b = IO(Input(SInt(bBits.W)))
  val product = IO(Output(SInt((aBits + bBits).W)))
}
