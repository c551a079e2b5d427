package org.sparseloom.emit;

import java.util.Collection;
import java.util.List;

/** Which of a design's files are Verilog-2005, by their paths in the design's folder. */
public final class VerilogFiles {
  private VerilogFiles() {}

  /** Returns those of the accelerator: stages, memories, top. */
  public static List<String> accelerator(Collection<String> paths) {
    return matching("rtl/[^/]*\\.v", paths);
  }

  /** Returns those of the accelerator and of the AXI wrapper around it. */
  public static List<String> wrapped(Collection<String> paths) {
    return matching("(rtl|axi)/[^/]*\\.v", paths);
  }

  /** Returns all, also what a card needs around the wrapper. */
  public static List<String> all(Collection<String> paths) {
    return matching(".*\\.v", paths);
  }

  private static List<String> matching(String pattern, Collection<String> paths) {
    return paths.stream().filter(path -> path.matches(pattern)).toList();
  }
}
