package org.sparseloom.hardware

import chisel3.Module
import java.util.{List => JavaList}
import org.sparseloom.emit.{Artifact, RtlElaborator}
import org.sparseloom.pipeline.Pipeline
import scala.jdk.CollectionConverters._
import scala.util.control.NonFatal

/** Makes Verilog of stages and connections with Chisel: one file for every distinct module name, and
  * primitives.sv with the leaves that all of them share.
  */
final class ChiselElaborator extends RtlElaborator {

  override def elaborate(pipeline: Pipeline): JavaList[Artifact] = {
    val fifos = pipeline.fifos.asScala.toSeq
    val stages = pipeline.stages.asScala.toSeq.distinctBy(_.moduleName).map { stage =>
      module(stage.moduleName, stage, StageModules.of(stage))
    }
    val queues = fifos.distinctBy(_.moduleName).map { fifo =>
      module(fifo.moduleName, fifo, Fifo.of(fifo))
    }
    val converters = fifos.filter(_.converts).distinctBy(_.converterModuleName).map { fifo =>
      module(fifo.converterModuleName, fifo, LaneConverter.of(fifo))
    }
    val forks = pipeline.forks.asScala.toSeq.distinctBy(_.moduleName).map { fork =>
      module(fork.moduleName, fork, new Fork(fork.consumers))
    }
    (file("primitives", Primitives.text()) +: (stages ++ queues ++ converters ++ forks)).asJava
  }

  /** Says what could not be built; the numbers of it are all that is needed to repeat the failure. */
  private def module(name: String, of: AnyRef, generate: => Module): Artifact =
    try file(name, VerilogEmitter.emit(name, () => generate))
    catch {
      case NonFatal(failure) =>
        throw new IllegalStateException(s"module $name of $of cannot be elaborated", failure)
    }

  private def file(module: String, text: String) = new Artifact(s"rtl/$module.sv", text)
}
