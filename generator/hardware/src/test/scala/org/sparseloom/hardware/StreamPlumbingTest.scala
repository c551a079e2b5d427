package org.sparseloom.hardware

import chisel3.simulator.ChiselSim
import chisel3.testing.HasTestingDirectory
import java.nio.file.{Path, Paths}
import org.junit.jupiter.api.Assertions.{assertEquals, assertTrue}
import org.junit.jupiter.api.Test

/** FIFOs, lane converters and pixel buffers: values in order, none lost, valid never withdrawn, at full rate. */
class StreamPlumbingTest extends ChiselSim {
  import PlumbingBench.Values

  implicit private val directory: HasTestingDirectory = new HasTestingDirectory {
    override def getDirectory: Path = Paths.get("target", "chiselsim", "stream-plumbing")
  }

  private val fifos = Seq(2, 3, 4, 5, 16, 33).map(PlumbingBench.OneFifo(_))
  private val converters =
    Seq((1, 4), (4, 1), (2, 6), (6, 2), (6, 4), (4, 6), (3, 4), (8, 8)).map { case (from, to) =>
      PlumbingBench.OneConverter(from, to)
    }

  /** Lanes and pixels on both sides, of 6 channels and rows of 8 pixels. */
  private val conversions = Seq(
    (2, 2, 3, 2),
    (6, 1, 6, 4),
    (6, 4, 6, 1),
    (2, 1, 3, 2),
    (3, 4, 2, 1),
    (1, 1, 6, 2),
    (6, 8, 1, 2),
    (3, 2, 3, 4),
    (2, 4, 2, 2),
    (2, 8, 2, 1),
    (1, 1, 1, 8)
  ).map { case (lanes, pixels, toLanes, toPixels) =>
    PlumbingBench.OneConversion(lanes, pixels, toLanes, toPixels)
  }
  private val all = fifos ++ converters ++ conversions :+ PlumbingBench.ForkAndJoin

  @Test def valuesPassWholeAndInOrderAtFullRateAndAgainstStalls(): Unit =
    simulate(new PlumbingBench(all)) { bench =>
      start(bench, PlumbingBench.FullRate)
      finish(bench)
      for ((plumbing, index) <- all.zipWithIndex)
        assertEquals(
          Values / plumbing.common + plumbing.latency + plumbing.slack / 2.0,
          bench.cycles(index).peek().litValue.toDouble,
          plumbing.slack / 2.0,
          s"$plumbing: cycles at full rate"
        )
      for (mode <- PlumbingBench.StallModes) {
        start(bench, mode)
        finish(bench)
      }
      start(bench, PlumbingBench.BlockedOutput)
      bench.clock.step(50)
      for ((fifo, index) <- fifos.zipWithIndex)
        assertEquals(fifo.depth, bench.sent(index).peek().litValue.toInt, s"$fifo: beats it holds")
    }

  /** Verilator takes time in proportion to the square of the pieces that a beat is put together of. */
  @Test def beatsOfManyLanesArePutTogetherOfFewPieces(): Unit =
    assertEquals(
      linesOf(() => new LaneConverter(8, 64, 8, pixels = 4)),
      linesOf(() => new LaneConverter(8, 1024, 8, pixels = 4))
    )

  private def linesOf(converter: () => LaneConverter): Long =
    VerilogEmitter.emit("Converter", converter).lines.count

  private def start(bench: PlumbingBench, mode: Int): Unit = {
    bench.mode.poke(mode)
    bench.reset.poke(true)
    bench.clock.step(2)
    bench.reset.poke(false)
  }

  private def finish(bench: PlumbingBench): Unit = {
    bench.clock.step(Values * 20)
    for ((plumbing, index) <- all.zipWithIndex) {
      val received = bench.received(index).peek().litValue.toInt
      assertEquals(Values / plumbing.to, received, s"$plumbing: beats received")
      assertEquals(Values / plumbing.from, bench.sent(index).peek().litValue.toInt, s"$plumbing")
      assertTrue(!bench.wrong(index).peek().litToBoolean, s"$plumbing: wrong beat or handshake")
    }
  }
}
