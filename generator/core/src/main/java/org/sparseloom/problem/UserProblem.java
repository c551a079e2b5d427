package org.sparseloom.problem;

/**
 * Something that the user can mend: shown as text without a stack trace, with the exit code it
 * calls for. The message says which thing, its value and what must hold; {@code maybe} says what to
 * try.
 */
public final class UserProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String maybe;

  /** A problem: {@code what} names the thing, its value and what must hold. */
  public UserProblem(ExitCode exitCode, String what, String maybe) {
    super(what);
    this.exitCode = exitCode;
    this.maybe = maybe;
  }

  /** As above, with the exception that revealed it (kept for logs, not shown). */
  public UserProblem(ExitCode exitCode, String what, String maybe, Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.maybe = maybe;
  }

  /** Bad options, files or design entries: exit code 2. */
  public static UserProblem usage(String what, String maybe) {
    return new UserProblem(ExitCode.USAGE, what, maybe);
  }

  /** Returns the exit code that the process ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Returns the two lines shown to the user: what is wrong, then "Maybe ...". */
  public String text() {
    return getMessage() + System.lineSeparator() + "Maybe " + maybe;
  }
}
