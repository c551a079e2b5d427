package org.sparseloom.hardware

import chisel3.{withModulePrefix, RawModule}
import circt.stage.ChiselStage
import java.util.concurrent.{ExecutionException, FutureTask}

/** Turns one Chisel module into Verilog-2005 text, in memory; nothing is written to a folder. */
object VerilogEmitter {

  /** The first error is thrown with its own text, instead of printed before a general one. */
  private val ChiselOptions = Array("--throw-on-first-error")

  /** What readers of Verilog-2005 need: no debug comments, no random initial values, no verification
    * layers in files of their own, no `automatic` variables, no packed arrays, no `always_comb`.
    */
  private val FirtoolOptions = Array(
    "-strip-debug-info",
    "-disable-all-randomization",
    "-default-layer-specialization=disable",
    "--lowering-options=disallowLocalVariables,disallowPackedArrays,noAlwaysComb"
  )

  /** Elaboration recurses once per level of nesting, expressions included. */
  private val StackBytes = 64L << 20

  /** Elaborates a module and returns the text of it and of all modules below it.
    *
    * Names are private to one call: the names of all modules below the top begin with `moduleName`
    * and `_`, so that texts made under different names can stand in one design. Only black boxes
    * (`ExtModule`) keep their own names; their text is not part of the result.
    *
    * @param moduleName
    *   the name of the top module in the text, a legal Verilog identifier
    * @param generate
    *   makes the module, called once, inside Chisel's elaboration
    * @throws java.lang.Exception
    *   whatever the elaboration throws: `chisel3.ChiselException` for an illegal circuit,
    *   `IllegalArgumentException` for a failed `require`
    */
  def emit(moduleName: String, generate: () => RawModule): String = {
    // Chisel keeps state per thread, and a failed elaboration leaves its module prefix behind there
    // for the next one: a thread that does nothing else has nothing to inherit.
    val elaboration = new FutureTask[String](() => elaborate(moduleName, generate))
    new Thread(null, elaboration, s"elaborate $moduleName", StackBytes).start()
    try elaboration.get()
    catch { case failure: ExecutionException => throw failure.getCause }
  }

  private def elaborate(moduleName: String, generate: () => RawModule): String = {
    var top = Option.empty[RawModule]
    val text = ChiselStage.emitSystemVerilog(
      withModulePrefix(moduleName) {
        val module = generate()
        top = Some(module)
        module
      },
      args = ChiselOptions,
      firtoolOpts = FirtoolOptions
    )
    // The prefix goes before the top's own name too; nothing instantiates the top, so its name is
    // only in this one place.
    text.replaceFirst(s"(?m)^module ${top.get.name}\\b", s"module $moduleName")
  }
}
