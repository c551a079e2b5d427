package org.sparseloom.problem;

/** What a finished command says to the shell; the numbers are part of the command-line contract. */
public enum ExitCode {
  GOOD(0),
  OTHER(1),
  USAGE(2),
  MODEL_NOT_SUPPORTED(3),
  DOES_NOT_FIT(4),
  VERIFICATION_FAILED(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the process exit status, 0..5. */
  public int number() {
    return number;
  }
}
