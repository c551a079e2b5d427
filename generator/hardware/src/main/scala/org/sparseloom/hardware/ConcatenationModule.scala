package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.ConcatenationStage
import org.sparseloom.numeric.Requantisation
import scala.jdk.CollectionConverters._

/** Takes the beats of a pixel from one input after the other. */
final class ConcatenationModule(stage: ConcatenationStage) extends StageModule(stage) {
  private val streams = stage.inputs.asScala.toSeq
  private val others = streams.tail.zipWithIndex.map { case (stream, index) =>
    IO(Flipped(Decoupled(UInt(stream.widthBits.W)))).suggestName(s"in${index + 1}")
  }
  private val inputs = in +: others
  private val scaled = stage.shift.isPresent
  private val threshold = Option.when(scaled) {
    IO(Input(UInt(stage.output.format.bits.W))).suggestName("threshold")
  }
  private val multipliers = if (scaled) streams.indices.map(multiplier) else Seq.empty
  private val lanes = stage.output.lanes
  private val move = !out.valid || out.ready

  private val port = RegInit(0.U(Primitives.indexBits(inputs.size).W))
  private val mostBeats = streams.map(_.beatsPerPixel).max
  private val beat = RegInit(0.U(Primitives.indexBits(mostBeats).W))
  private val lastBeat =
    selected(streams.map(s => (beat === (s.beatsPerPixel - 1).U).asUInt)).asBool
  private val valid = selected(inputs.map(_.valid.asUInt)).asBool

  inputs.zipWithIndex.foreach { case (input, index) =>
    input.ready := port === index.U && move
  }
  when(valid && move) {
    beat := Mux(lastBeat, 0.U, beat + 1.U)
    when(lastBeat)(port := Logic.successor(port, inputs.size))
  }

  out.valid := Logic.delayed(valid, stage.latencyCycles, move, false.B)
  out.bits :<= threshold.map(products).getOrElse(RegEnable(selected(inputs.map(_.bits)), move))

  private def multiplier(index: Int): UInt =
    IO(Input(UInt(Requantisation.MULTIPLIER_BITS.W)))
      .suggestName(ConcatenationStage.multiplier(index))

  private def selected(choices: Seq[UInt]): UInt =
    Logic.select(port, choices.zipWithIndex.map { case (choice, index) => index -> choice })

  /** Returns the values times the multiplier of their input, as the output's unit has them. */
  private def products(least: UInt): UInt = {
    val factor = RegEnable(selected(multipliers), move)
    val results = (0 until lanes).map { lane =>
      val operands = inputs.zip(streams).map { case (input, stream) =>
        Logic
          .operand(Logic.field(input.bits, lane, stream.format.bits), stream.format)
          .pad(stage.operandBits)
          .asUInt
      }
      val multiply =
        Module(new SignedMultiplier(stage.operandBits, Requantisation.MULTIPLIER_BITS + 1))
      multiply.clock := clock
      multiply.enable := move
      multiply.clear := false.B
      multiply.a :<= RegEnable(selected(operands), move).asSInt
      multiply.b :<= factor.zext
      Requantiser.finish(multiply.product, stage.shift.getAsInt, stage.output.format, least, move)
    }
    Cat(results.reverse)
  }
}
