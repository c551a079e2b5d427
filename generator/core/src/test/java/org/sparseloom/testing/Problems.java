package org.sparseloom.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.onnx.OnnxBuilder;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Pins what the user is told. */
public final class Problems {
  private Problems() {}

  /** Asserts exit code and first line (lines) of the problem that an action ends with. */
  public static void assertProblem(ExitCode exitCode, String what, Executable action) {
    UserProblem problem = assertThrows(UserProblem.class, action);
    assertEquals(what, problem.getMessage());
    assertEquals(exitCode, problem.exitCode());
  }

  /** Asserts that the importer refuses a model "net", and with which words behind that. */
  public static void assertNotSupported(String problems, OnnxBuilder model) {
    assertProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "network net cannot be imported " + problems,
        () -> NetworkImporter.of(model.model()));
  }
}
