package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import chisel3.util.random.LFSR
import org.sparseloom.numeric.NumberFormat
import org.sparseloom.pipeline.Conversion
import org.sparseloom.stream.StreamFormat
import org.sparseloom.tensor.Shape

/** Drivers and checkers around many FIFOs and converters, in hardware, because a poke or peek costs
  * thousands of simulated cycles. A run begins with reset.
  */
final class PlumbingBench(all: Seq[PlumbingBench.Plumbing]) extends Module {
  import PlumbingBench._

  val mode = IO(Input(UInt(3.W)))

  /** Input and output beats so far, and cycles until the last output. */
  val sent = IO(Output(Vec(all.size, UInt(CountBits.W))))
  val received = IO(Output(Vec(all.size, UInt(CountBits.W))))
  val cycles = IO(Output(Vec(all.size, UInt(CountBits.W))))

  /** A beat was wrong or too much, or changed, or was withdrawn. */
  val wrong = IO(Output(Vec(all.size, Bool())))

  Module(new BlackBoxes)
  all.zipWithIndex.foreach { case (plumbing, index) => surround(plumbing, index) }

  private def surround(plumbing: Plumbing, index: Int): Unit = {
    val (in, out) = plumbing.instance()
    val random = LFSR(16, seed = Some(0x1234 + 77 * index))
    val sentBeats = RegInit(0.U(CountBits.W))
    val offered = RegInit(false.B)
    in.valid := sentBeats < (Values / plumbing.from).U && (offered || !stall(random(3, 0), 2, 3))
    in.bits :<= beat(sentBeats, plumbing.from, plumbing.placeIn)
    offered := in.valid && !in.ready
    when(in.fire)(sentBeats := sentBeats + 1.U)

    val receivedBeats = RegInit(0.U(CountBits.W))
    val isWrong = RegInit(false.B)
    val refused = RegNext(out.valid && !out.ready, false.B)
    out.ready := mode =/= BlockedOutput.U && !stall(random(11, 8), 3, 2)
    when(out.fire) {
      receivedBeats := receivedBeats + 1.U
      when(out.bits =/= beat(receivedBeats, plumbing.to, plumbing.placeOut))(isWrong := true.B)
    }
    when(refused && (!out.valid || out.bits =/= RegNext(out.bits)))(isWrong := true.B)
    when(out.valid && receivedBeats === (Values / plumbing.to).U)(isWrong := true.B)

    val cycle = RegInit(0.U(CountBits.W))
    when(receivedBeats < (Values / plumbing.to).U)(cycle := cycle + 1.U)
    sent(index) :<= sentBeats
    received(index) :<= receivedBeats
    cycles(index) :<= cycle
    wrong(index) :<= isWrong
  }

  /** Returns true at random: in mode 1 half the time, in the mode `often` mostly, in `seldom` now and
    * then.
    */
  private def stall(random: UInt, often: Int, seldom: Int): Bool =
    MuxLookup(mode, false.B)(
      Seq(1.U -> random(0), often.U -> (random =/= 0.U), seldom.U -> (random === 0.U))
    )

  /** Returns the values of a beat, every one made of its place among all. */
  private def beat(index: UInt, lanes: Int, places: Int => Int): UInt =
    Cat((0 until lanes).reverse.map { lane =>
      VecInit((0 until Values / lanes).map { beat =>
        val place = places(beat * lanes + lane)
        ((place * 0x9e5 + (place >> 3) >> 7) & ((1 << Bits) - 1)).U(Bits.W)
      })(index(log2Ceil(Values / lanes) - 1, 0))
    })
}

object PlumbingBench {

  /** Values of a run: whole beats of 1, 2, 3, 4, 6 and 8 lanes. */
  val Values = 480
  val FullRate = 0
  val StallModes: Seq[Int] = Seq(1, 2, 3)
  val BlockedOutput = 4
  private val Bits = 5
  private val CountBits = 16

  /** Brings the text of the black boxes into the simulation. */
  private final class BlackBoxes extends ExtModule {
    override def desiredName: String = "BlackBoxes"
    setInline("BlackBoxes.v", Primitives.text(ultra = true) + "\nmodule BlackBoxes;\nendmodule\n")
  }

  /** Something between two streams; `common` values pass in a cycle at full rate. */
  sealed trait Plumbing {

    /** Values of a beat. */
    def from: Int
    def to: Int
    def common: Int
    def latency: Int

    /** Cycles that the latency may be longer. */
    def slack: Int = 0

    /** Where the values stand, by their number in the incoming and the outgoing stream. */
    def placeIn(value: Int): Int = value
    def placeOut(value: Int): Int = value
    def instance(): (DecoupledIO[UInt], DecoupledIO[UInt])
  }

  final case class OneFifo(depth: Int) extends Plumbing {
    override def from: Int = 1
    override def to: Int = 1
    override def common: Int = 1
    override def latency: Int = 1
    override def instance(): (DecoupledIO[UInt], DecoupledIO[UInt]) = {
      val module = Module(new Fifo(depth, Bits))
      (module.in, module.out)
    }
  }

  /** A fork whose two outputs come together again behind FIFOs. */
  case object ForkAndJoin extends Plumbing {
    override def from: Int = 1
    override def to: Int = 1
    override def common: Int = 1
    override def latency: Int = 1
    override def instance(): (DecoupledIO[UInt], DecoupledIO[UInt]) = {
      val fork = Module(new Fork(2))
      val in = Wire(Decoupled(UInt(Bits.W)))
      val out = Wire(Decoupled(UInt(Bits.W)))
      val queues = Seq(2, 5).map(depth => Module(new Fifo(depth, Bits)))
      fork.in.valid := in.valid
      in.ready := fork.in.ready
      for ((queue, end) <- queues.zip(fork.out)) {
        queue.in.valid := end.valid
        queue.in.bits :<= in.bits
        end.ready := queue.in.ready
        queue.out.ready := out.ready && queues.map(_.out.valid).reduce(_ && _)
      }
      out.valid := queues.map(_.out.valid).reduce(_ && _)
      out.bits :<= queues.head.out.bits & queues.last.out.bits
      (in, out)
    }
  }

  /** A change of lanes and pixels side by side. */
  final case class OneConversion(lanes: Int, pixels: Int, toLanes: Int, toPixels: Int)
      extends Plumbing {
    private val shape = new Shape(6, 2, 8)
    private def stream(lanes: Int, pixels: Int) =
      new StreamFormat(shape, lanes, NumberFormat.unsigned(Bits), pixels)
    private val conversion = new Conversion(stream(lanes, pixels), stream(toLanes, toPixels))
    override def from: Int = conversion.from.values
    override def to: Int = conversion.to.values
    override def common: Int = (shape.elements / conversion.cyclesPerImage).toInt
    override def latency: Int = 0
    override def slack: Int = 1 + pixels.max(toPixels) * shape.channels / common
    override def placeIn(value: Int): Int = place(conversion.from, value)
    override def placeOut(value: Int): Int = place(conversion.to, value)
    private def place(stream: StreamFormat, value: Int) =
      value / shape.elements * shape.elements + stream.element(value % shape.elements)
    override def instance(): (DecoupledIO[UInt], DecoupledIO[UInt]) = {
      val module = Module(new PixelConverter(conversion))
      (module.in, module.out)
    }
  }

  final case class OneConverter(from: Int, to: Int) extends Plumbing {
    override def common: Int = BigInt(from).gcd(to).toInt
    override def latency: Int = 0
    override def instance(): (DecoupledIO[UInt], DecoupledIO[UInt]) = {
      val module = Module(new LaneConverter(from, to, Bits))
      (module.in, module.out)
    }
  }
}
