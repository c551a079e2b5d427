package org.sparseloom.axi;

import java.util.List;

/**
 * What the wrapper of an accelerator depends on.
 *
 * @param module name of the wrapper
 * @param top name of the wrapped module
 * @param input the images
 * @param output the results
 * @param stages names of the stages, in the order of the top's stage_valid
 * @param loadedWords words of 72 bits that memories in UltraRAM are given; 0: there are none
 * @param hash of the design, 64 bits as 16 hexadecimal digits
 */
public record AxiDesign(
    String module, String top, AxiStream input, AxiStream output, List<String> stages,
    long loadedWords, String hash) {
  public AxiDesign {
    stages = List.copyOf(stages);
  }

  boolean loads() {
    return loadedWords > 0;
  }
}
