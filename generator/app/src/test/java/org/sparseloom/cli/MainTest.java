package org.sparseloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void noCommandPrintsTheUsage() {
    assertEquals(2, run());
    assertTrue(errors.toString(UTF_8).startsWith("usage: sparseloom COMMAND"));
  }

  @Test
  void anUnknownCommandIsNamedAboveTheUsage() {
    assertEquals(2, run("wave"));
    assertTrue(errors.toString(UTF_8).startsWith("sparseloom: command (wave) must be one of"));
    assertTrue(errors.toString(UTF_8).contains("usage: sparseloom COMMAND"));
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintStream(errors, true, UTF_8));
  }
}
