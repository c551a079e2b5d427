package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConvolutionListStage

/** What feeders are told in a cycle. */
final class FeedControl(stage: ConvolutionListStage) extends Bundle {

  /** The line buffer's window is taken: it is fed from the next cycle on. */
  val take = Bool()

  /** Pair `pair` of the window is written to this slot of all copies. */
  val feeding = Bool()
  val pair = UInt(Primitives.indexBits(stage.grid.pairsPerBeat).W)
  val slot = UInt(Primitives.indexBits(stage.windowSlots).W)
}

/** The common control of a grid of engines that walk lists. While they walk those of a beat, and what
  * they have put off of beats before it, in slots of their copies of activations, the next beat's are
  * written to another slot, one pair a cycle.
  */
final class ListControl(stage: ConvolutionListStage) extends Module {
  private val pairs = stage.grid.pairsPerBeat
  private val addressBits = Primitives.indexBits(stage.words)
  private val slotBits = Primitives.indexBits(stage.windowSlots)

  val enable = IO(Input(Bool()))

  /** The next beat begins in the next cycle. */
  val advance = IO(Input(Bool()))
  val windowValid = IO(Input(Bool()))
  val windowReady = IO(Output(Bool()))
  val feed = IO(Output(new FeedControl(stage)))

  /** The next beat's last activation is fed in this cycle or has been fed. */
  val fed = IO(Output(Bool()))

  /** Of the lists' memory, whose data are the entries of the present cycle. */
  val address = IO(Output(UInt(addressBits.W)))

  /** Of the present word: the word behind it is the last of its beat. */
  val nextIsLast = IO(Input(Bool()))

  /** The engines end their beat in this cycle or have ended it. */
  val done = IO(Output(Bool()))

  /** The engines work on the first beat of a sum. */
  val firstBeat = IO(Input(Bool()))

  /** Where the engines find the activations of the entries that came a cycle ago, by the slot that these
    * name.
    */
  val readSlots = IO(Output(Vec(stage.namedSlots, UInt(slotBits.W))))

  /** Products leave the engines. */
  val resultValid = IO(Output(Bool()))

  private val active = RegInit(false.B)
  private val last = RegInit(false.B)
  done := !active || last
  when(advance)(active := true.B).elsewhen(enable && last)(active := false.B)

  private val shown = RegInit(0.U(addressBits.W))
  address :<= shown
  when(active && enable) {
    last := nextIsLast
    address :<= Logic.successor(shown, stage.words)
  }
  shown :<= address

  private val slot = RegInit((stage.windowSlots - 1).U(slotBits.W))
  private val nextSlot = slot + 1.U
  when(advance)(slot :<= nextSlot)
  private val ofFirstBeat = Mux(firstBeat, slot, RegEnable(slot, firstBeat))
  readSlots :<= VecInit((0 until stage.namedSlots).map { named =>
    if (stage.sumsBeginAtFirstSlot) named.U(slotBits.W)
    else RegEnable(ofFirstBeat + named.U, enable)
  })
  resultValid := Logic.delayed(active, stage.engineLatency, enable, false.B)

  // A window is held from its taking until the engines begin it.
  private val held = RegInit(false.B)
  private val whole = Reg(Bool())
  private val pair = Reg(UInt(Primitives.indexBits(pairs).W))
  private val lastPair = pair === (pairs - 1).U
  fed := held && (whole || lastPair)
  windowReady := enable && (!held || advance)
  feed.take := windowReady && windowValid
  feed.feeding := held && !whole
  feed.pair :<= pair
  feed.slot :<= nextSlot
  when(feed.take) {
    held := true.B
    whole := false.B
    pair := 0.U
  }.elsewhen(enable) {
    when(advance)(held := false.B)
    when(lastPair)(whole := true.B)
    pair := pair + 1.U
  }
}
