package org.sparseloom.hardware

import chisel3.RawModule
import circt.stage.ChiselStage

/** Turns one Chisel module into SystemVerilog text, in memory; nothing is written to a folder. */
object VerilogEmitter {

  /** What plain Verilog readers (Yosys, Verilator, vendor tools) need: no debug comments, no random
    * initial values, no `automatic` variables and no packed arrays.
    */
  private val FirtoolOptions = Array(
    "-strip-debug-info",
    "-disable-all-randomization",
    "--lowering-options=disallowLocalVariables,disallowPackedArrays"
  )

  /** Elaborates `generate` and returns the text of its module and of all modules below it.
    *
    * Exceptions of the elaboration are passed on as they are.
    */
  def emit(generate: () => RawModule): String =
    ChiselStage.emitSystemVerilog(generate(), firtoolOpts = FirtoolOptions)
}
