package org.sparseloom.simulate;

import org.sparseloom.emit.Manifest;
import org.sparseloom.pipeline.Pipeline;

/**
 * One accelerator in a testbench. Several may share one bench if all their files lie in one folder:
 * then their designs and layers must have different names.
 *
 * @param manifest what was generated
 * @param pipeline what it was generated from
 * @param reference what its streams must carry
 */
public record BenchDesign(Manifest manifest, Pipeline pipeline, ImageReference reference) {
  public BenchDesign {
    if (manifest.streams().size() != pipeline.stages().size()
        || manifest.fifos().size() != pipeline.edges().size()) {
      throw new IllegalArgumentException(
          "design " + manifest.design() + ": streams (" + manifest.streams().size()
              + ") must be as many as stages (" + pipeline.stages().size() + ") and FIFOs ("
              + manifest.fifos().size() + ") as many as edges (" + pipeline.edges().size() + ")");
    }
  }
}
