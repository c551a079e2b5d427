package org.sparseloom.synthesis;

/**
 * A way from register to register.
 *
 * @param from the register, or memory, that it begins at: instances and net, joined by dots
 * @param to the one that it ends at
 * @param steps what lies between them
 */
public record RegisterPath(String from, String to, Steps steps) {
  /** Compares so that the longer one comes first. */
  int compareLength(RegisterPath other) {
    return steps.longerThan(other.steps) ? -1 : other.steps.longerThan(steps) ? 1 : 0;
  }

  /** Returns the longer of two, this one if they are equally long. */
  RegisterPath orLonger(RegisterPath other) {
    return other.steps.longerThan(steps) ? other : this;
  }

  /** Returns the same path seen from the module that {@code instance} stands in. */
  RegisterPath within(String instance) {
    return new RegisterPath(instance + "." + from, instance + "." + to, steps);
  }
}
