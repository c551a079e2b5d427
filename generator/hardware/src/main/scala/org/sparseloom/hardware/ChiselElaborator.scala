package org.sparseloom.hardware

import java.util.{List => JavaList}
import org.sparseloom.emit.{Artifact, RtlElaborator}
import org.sparseloom.pipeline.Pipeline
import scala.jdk.CollectionConverters._

/** Makes Verilog of stages with Chisel: one file for every distinct module name, and primitives.sv
  * with the leaves that all of them share.
  */
final class ChiselElaborator extends RtlElaborator {

  override def elaborate(pipeline: Pipeline): JavaList[Artifact] = {
    val stages = pipeline.stages.asScala.distinctBy(_.moduleName).map { stage =>
      file(stage.moduleName, VerilogEmitter.emit(stage.moduleName, () => StageModules.of(stage)))
    }
    (file("primitives", Primitives.text()) +: stages.toSeq).asJava
  }

  private def file(module: String, text: String) = new Artifact(s"rtl/$module.sv", text)
}
