package org.sparseloom.cli;

import org.junit.jupiter.api.Test;
import org.sparseloom.problem.ExitCode;

/** What is wrong about a backend is said before any work begins. */
class BackendTest {
  @Test
  void anUnknownLanguageIsRefused() {
    Outcome.of("generate", "a.onnx", "--backend", "verilog,vhdl")
        .refused(
            ExitCode.USAGE, "backend (vhdl) must be one of verilog, hls",
            "Maybe take --backend verilog or --backend hls");
    Outcome.of("simulate", "rtl-out/a", "--backend", "verilog,hls")
        .refused(ExitCode.USAGE, "backend (verilog,hls) must be one of verilog, hls");
  }

  @Test
  void cHasNoClockToStall() {
    Outcome.of("simulate", "rtl-out/a", "--backend", "hls", "--stall", "0.3")
        .refused(
            ExitCode.USAGE, "option --stall must not stand beside --backend hls: C++ has no clock");
  }
}
