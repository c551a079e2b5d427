package org.sparseloom.synthesis;

/**
 * A way from register to register.
 *
 * @param from the register, or memory, that it begins at: instances and net, joined by dots
 * @param to the one that it ends at
 * @param steps what lies between them
 */
public record RegisterPath(String from, String to, Steps steps) {
  /** Returns the longer of two, this one if they are equally long. */
  RegisterPath orLonger(RegisterPath other) {
    return other.steps.longerThan(steps) ? other : this;
  }

  /** Returns the same path seen from the module that {@code instance} stands in. */
  RegisterPath within(String instance) {
    return new RegisterPath(instance + "." + from, instance + "." + to, steps);
  }
}
