package org.sparseloom.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.program.ChildProcess;

/** The headers that stand in for the vendor's give the sums that testbenches/hls works by hand. */
class StandInHeadersTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void everySumIsTheOneWorkedByHand() throws IOException {
    Path program = folder.resolve("stand-in-test");
    Path log = folder.resolve("stand-in-test.log");
    int compiled =
        ChildProcess.run(
            List.of(
                Toolchain.findCompiler().toString(), "-std=c++14", "-Wall", "-Wextra", "-Werror",
                "-Wno-unknown-pragmas", "-O2", "-I" + ROOT.resolve("templates/hls/standin"),
                "-I" + ROOT.resolve("templates/hls/include"),
                ROOT.resolve("testbenches/hls/stand_in_test.cpp").toString(), "-o",
                program.toString()),
            folder,
            log);
    assertEquals(0, compiled, Files.readString(log));
    int wrong = ChildProcess.run(List.of(program.toString()), folder, log);
    assertEquals(0, wrong, Files.readString(log));
  }
}
