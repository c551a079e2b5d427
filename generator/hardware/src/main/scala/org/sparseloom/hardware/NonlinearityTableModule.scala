package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.NonlinearityTableStage
import scala.jdk.CollectionConverters._

/** Every lane's value is the address of a memory whose answer is the output. */
final class NonlinearityTableModule(stage: NonlinearityTableStage) extends StageModule(stage) {
  private val tables = stage.memories.asScala.toSeq.map { port =>
    IO(new MemoryPins(port)).suggestName(port.name)
  }
  private val move = !out.valid || out.ready
  in.ready := move

  // The memories have no enable: the address keeps their data while the output waits.
  private val address = Mux(move, in.bits, RegEnable(in.bits, move))
  tables.zip(Logic.fields(address, stage.input.values, stage.input.format.bits)).foreach {
    case (table, value) => table.address :<= value
  }
  out.bits :<= Cat(tables.map(_.data).reverse)
  out.valid := RegEnable(in.valid, false.B, move)
}
