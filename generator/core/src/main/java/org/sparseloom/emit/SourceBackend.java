package org.sparseloom.emit;

import java.util.List;
import org.sparseloom.pipeline.Pipeline;

/** Writes an accelerator in a language beside Verilog. */
public interface SourceBackend {
  /**
   * Returns all files of the language and of its tools, in folders of their own.
   *
   * @param design name of the design
   * @param header first line of every file, a comment
   */
  List<Artifact> files(Pipeline pipeline, String design, String header);
}
