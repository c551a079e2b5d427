package org.sparseloom.emit;

import java.util.function.Supplier;

/** Keeps the Verilog text of elaborated modules; used by several threads. */
@FunctionalInterface
public interface ModuleCache {
  /**
   * Returns the text of a module: a former one, or one newly elaborated.
   *
   * @param module its name, which says everything that its hardware depends on
   * @param elaborate makes the text anew
   */
  String text(String module, Supplier<String> elaborate);

  /** Returns one that keeps nothing. */
  static ModuleCache none() {
    return (module, elaborate) -> elaborate.get();
  }
}
