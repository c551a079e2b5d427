package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.junit.jupiter.api.Assertions.{assertEquals, assertFalse, assertThrows, assertTrue}
import org.junit.jupiter.api.Test

class VerilogEmitterTest {
  import VerilogEmitterTest._

  private def text(): String = VerilogEmitter.emit("weighted", () => new WeightedStream)

  @Test def theTopModuleHasTheNameThatWasAskedFor(): Unit =
    assertTrue(text().contains("module weighted("), text())

  @Test def modulesBelowTheTopBeginWithItsName(): Unit = {
    val names = "(?m)^module (\\w+)".r.findAllMatchIn(text()).map(_.group(1)).toSeq
    assertTrue(names.size > 1, names.toString)
    assertEquals(Seq.empty, names.filterNot(_.startsWith("weighted")))
  }

  @Test def aBlackBoxKeepsItsOwnNameAndHasNoBody(): Unit = {
    assertTrue(text().contains("ExampleRom #("), text())
    assertFalse(text().contains("module ExampleRom"), text())
  }

  @Test def theSameModuleGivesTheSameTextTwice(): Unit =
    assertEquals(text(), text())

  @Test def plainVerilogReadersFindNothingTheyDoNotKnow(): Unit =
    for (word <- Seq("automatic", "`ifdef", "RANDOM", "// @["))
      assertFalse(text().contains(word), s"$word in ${text()}")

  @Test def anErrorOfTheModuleReachesTheCaller(): Unit = {
    val error = assertThrows(
      classOf[IllegalArgumentException],
      () => { VerilogEmitter.emit("broken", () => new Broken); () }
    )
    assertTrue(error.getMessage.contains("width must be positive"), error.getMessage)
  }

  @Test def anErrorOfChiselReachesTheCallerWithItsReason(): Unit = {
    val error = assertThrows(
      classOf[ChiselException],
      () => { VerilogEmitter.emit("narrow", () => new Narrow); () }
    )
    assertTrue(error.getMessage.contains("mismatched widths"), error.getMessage)
  }

  @Test def aFailedElaborationLeavesNothingForTheNext(): Unit = {
    val before = text()
    assertThrows(
      classOf[IllegalArgumentException],
      () => { VerilogEmitter.emit("broken", () => new Broken); () }
    )
    assertEquals(before, text())
  }
}

object VerilogEmitterTest {

  /** A ROM that only a template writes. */
  private class ExampleRom(depth: Int, widthBits: Int)
      extends ExtModule(Map("DEPTH" -> depth, "WIDTH" -> widthBits)) {
    override def desiredName = "ExampleRom"
    val clock = IO(Input(Clock()))
    val address = IO(Input(UInt(log2Ceil(depth).W)))
    val data = IO(Output(SInt(widthBits.W)))
  }

  /** Multiplies a stream of activations by weights, after a FIFO. */
  private class WeightedStream extends Module {
    val in = IO(Flipped(Decoupled(UInt(8.W))))
    val out = IO(Decoupled(SInt(17.W)))

    private val (count, _) = Counter(in.fire, 32)
    private val rom = Module(new ExampleRom(32, 8))
    rom.clock := clock
    rom.address := count
    private val queued = Queue(in, 16)
    out.valid := queued.valid
    out.bits :<= (rom.data * queued.bits)
    queued.ready := out.ready
  }

  private class Narrow extends RawModule {
    val in = IO(Input(UInt(9.W)))
    val out = IO(Output(UInt(8.W)))
    out :<= in
  }

  private class Broken extends RawModule {
    require(false, "width must be positive")
  }
}
