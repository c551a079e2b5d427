package org.sparseloom.synthesis;

import java.util.Map;
import java.util.Optional;

/**
 * How signals get through a cell or a module, bit by bit, as its surroundings see it.
 *
 * @param through output pin to input pin to what lies between them; combinational ways only
 * @param starts output pin to the longest way to it from a register inside
 * @param ends input pin to the longest way from it to a register inside
 * @param inside the longest way between two registers inside
 */
record Arcs(
    Map<Pin, Map<Pin, Steps>> through,
    Map<Pin, End> starts,
    Map<Pin, End> ends,
    Optional<RegisterPath> inside) {

  /** One bit of a port. */
  record Pin(String port, int bit) {}

  /** A register inside, "" if the cell is the register, and what lies between it and a pin. */
  record End(String register, Steps steps) {
    static final End HERE = new End("", Steps.NONE);

    /** Returns the end as it is called outside of the cell or module. */
    String named(String cell) {
      return register.isEmpty() ? cell : cell + "." + register;
    }
  }
}
