package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{MemoryPort, Stage}

/** NAME_address and NAME_data of a memory beside a stage: data(t+1) = memory[address(t)]. */
final class MemoryPins(port: MemoryPort) extends Bundle {
  val address = Output(UInt(port.addressBits.W))
  val data = Input(UInt(port.widthBits.W))
}

/** A stage's hardware: the ports that every stage has. */
abstract class StageModule(stage: Stage) extends Module {
  val in = IO(Flipped(Decoupled(UInt(stage.input.widthBits.W))))
  val out = IO(Decoupled(UInt(stage.output.widthBits.W)))
}
