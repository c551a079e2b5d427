package org.sparseloom.emit;

import java.util.List;
import org.sparseloom.pipeline.Pipeline;

/** Turns stages and FIFOs into Verilog modules; implemented with Chisel in generator/hardware. */
public interface RtlElaborator {
  /** Returns one file rtl/MODULE.v for every distinct stage and FIFO of the pipeline. */
  List<Artifact> elaborate(Pipeline pipeline);
}
