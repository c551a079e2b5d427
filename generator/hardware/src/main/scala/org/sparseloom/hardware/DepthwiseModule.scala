package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{DepthwiseStage, StageLatency}
import org.sparseloom.numeric.Requantisation

/** Hardware of a [[DepthwiseStage]]: per lane a dot product over N taps a cycle and an accumulator that
  * starts from the bias; requantisers for all lanes, or for some that take sums in turn. All in front of
  * the requantisers stands still while sums cannot leave.
  */
final class DepthwiseModule(stage: DepthwiseStage) extends StageModule(stage) {
  val threshold = IO(Input(UInt(stage.output.format.bits.W)))
  private val weights = IO(new MemoryPins(stage.memories.get(0))).suggestName("weights")
  private val channels = IO(new MemoryPins(stage.memories.get(1))).suggestName("channels")

  private val lanes = stage.input.lanes
  private val beats = stage.input.beatsPerPixel
  private val taps = stage.layer.window.taps
  private val multipliers = stage.multipliersPerLane
  private val activationBits = stage.input.format.bits
  private val sumBits = stage.accumulatorBits
  private val latency = stage.engineLatency

  private val lineBuffer = Module(new LineBuffer(stage.lineBuffer, 0))
  private val control = Module(new DenseControl(beats, 1, stage.cyclesPerBeat, latency))
  private val outMove = !out.valid || out.ready

  /** All up to the accumulators moves on. */
  private val move = Wire(Bool())
  private val advance = move && lineBuffer.window.valid && control.done

  lineBuffer.in :<>= in
  lineBuffer.window.ready := move && control.done
  control.enable := move
  control.advance := advance
  weights.address :<= control.address

  /** Taps are multiplied in this cycle; only for simulations, see Stage.progressNets. */
  dontTouch(WireDefault(control.working).suggestName("progress"))

  /** The sums of this cycle are the last of their beat. */
  private val lastSum = Logic.delayed(control.working && control.done, latency, move, false.B)

  // As in OutputDrain: the memory has no enable, the address keeps the data.
  private val wordBits = sumBits + Requantisation.MULTIPLIER_BITS
  private val pointer = RegInit(0.U(Primitives.indexBits(beats).W))
  private val nextPointer = Mux(lastSum && move, Logic.successor(pointer, beats), pointer)
  pointer := nextPointer
  channels.address :<= nextPointer

  private val together = stage.pixelsPerMultiplier
  private val accumulated = for (lane <- 0 until lanes; pixel <- 0 until stage.output.pixels by together)
    yield {
      val bias = Logic.field(channels.data, lane, wordBits)(sumBits - 1, 0).asSInt
      sums(pixel, lane, bias).zipWithIndex.map { case (sum, i) => (pixel + i, lane) -> sum }
    }
  private val sumOf = accumulated.flatten.toMap

  /** The accumulators hold the sums of a whole beat. */
  private val complete = RegEnable(lastSum, false.B, move)
  private val laneSums = (0 until lanes).map { lane =>
    val multiplier = RegEnable(Logic.field(channels.data, lane, wordBits)(wordBits - 1, sumBits), move)
    new LaneSums(multiplier, (0 until stage.output.pixels).map(pixel => sumOf((pixel, lane))))
  }
  private val (leaving, leaves) =
    if (stage.drainCycles == 1) {
      move := outMove
      (laneSums, complete)
    } else {
      val drain = Module(
        new DepthwiseDrain(lanes, stage.drainCycles, stage.output.pixels, sumBits)
      )
      drain.enable := outMove
      drain.complete := complete
      drain.sums :<= VecInit(laneSums.map(_.bits))
      move := drain.ready
      (drain.leaving.map(new LaneSums(_, stage.output.pixels, sumBits)), drain.leaves)
    }

  private val results = for (pixel <- 0 until stage.output.pixels; lane <- leaving) yield {
    val requantiser = Module(new Requantiser(sumBits, stage.shift, stage.output.format))
    requantiser.enable := outMove
    requantiser.value :<= lane.sums(pixel)
    requantiser.multiplier :<= lane.multiplier
    requantiser.threshold :<= threshold
    requantiser.result
  }
  out.bits :<= Cat(results.reverse)
  out.valid := Logic.delayed(leaves, StageLatency.REQUANTISER_CYCLES, outMove, false.B)

  /** Returns the lane's sums with bias, of a pixel or two, complete in the cycle behind the last
    * partial sum.
    */
  private def sums(pixel: Int, lane: Int, bias: SInt): Seq[SInt] = {
    val word = Logic.field(weights.data, lane, multipliers * stage.weightBits)
    val accumulator = Module(new DepthwiseAccumulator(together * sumBits))
    accumulator.enable := move && control.resultValid
    accumulator.first := control.resultFirst
    // Extended out here, see AccumulatorBanks.
    if (together == 1) {
      accumulator.bias :<= bias
      accumulator.partial :<= Logic.low(single(taken(pixel, lane), word), sumBits)
      Seq(accumulator.sum)
    } else {
      val lower = Cat(!bias(sumBits - 1), bias(sumBits - 2, 0))
      accumulator.bias :<= Cat(bias, lower).asSInt
      accumulator.partial :<= packed(taken(pixel, lane), taken(pixel + 1, lane), word)
      PackedSum.split(accumulator.sum, sumBits)
    }
  }

  private def single(activations: Seq[UInt], word: UInt): SInt = {
    val engine = Module(
      new DenseEngine(multipliers, stage.weightBits, stage.input.format, stage.multiplier)
    )
    engine.enable := move
    engine.activations :<= Cat(activations.reverse)
    engine.weights :<= word
    engine.sum
  }

  /** Two pixels share the weights. */
  private def packed(lower: Seq[UInt], upper: Seq[UInt], word: UInt): SInt = {
    val format = stage.input.format
    val bits = stage.packedFactorBits
    val engine = Module(new PackedEngine(multipliers, stage.weightBits, bits))
    val lowers = lower.map(Logic.operand(_, format).pad(bits))
    engine.enable := move
    engine.shared :<= VecInit(Logic.fields(word, multipliers, stage.weightBits).map(_.asSInt))
    engine.lower :<= VecInit(lowers)
    engine.upper :<= VecInit(upper.map(Logic.operand(_, format).pad(bits)).zip(lowers).map {
      case (value, below) => PackedSum.borrowed(value, below, format.signed)
    })
    PackedSum.widened(engine.sum, engine.lowerBits, sumBits)
  }

  /** Returns the lane's N activations of this cycle: its window turns by N a cycle. */
  private def taken(pixel: Int, lane: Int): Seq[UInt] = {
    val window = Reg(Vec(taps, UInt(activationBits.W)))
    for (tap <- 0 until taps) {
      when(advance) {
        val index = (pixel * taps + tap) * lanes + lane
        window(tap) :<= Logic.field(lineBuffer.window.bits, index, activationBits)
      }
      if (multipliers < taps) {
        when(!advance && control.working)(window(tap) :<= window((tap + multipliers) % taps))
      }
    }
    window.take(multipliers)
  }
}

/** A lane's sum of one beat at a time: it starts from the bias. */
final class DepthwiseAccumulator(bits: Int) extends Module {
  val enable = IO(Input(Bool()))
  val first = IO(Input(Bool()))
  val bias = IO(Input(SInt(bits.W)))
  val partial = IO(Input(SInt(bits.W)))

  /** The sum with all partial sums until the cycle before. */
  val sum = IO(Output(SInt(bits.W)))

  private val register = Reg(SInt(bits.W))
  private val before = {
    // One LUT a bit selects and adds if the carry chain takes the partial sum raw, its first operand.
    // Of two operands Yosys makes that one the first that is in fewer pieces, so this one has two.
    val half = bits / 2
    val (high, low) = (bias(bits - 1, half), bias(half - 1, 0))
    Cat(Mux(first, high, register(bits - 1, half)), Mux(first, low, register(half - 1, 0))).asSInt
  }
  when(enable)(register :<= Logic.low(partial +& before, bits))
  sum :<= register
}
