package org.sparseloom.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

class DevicesTest {
  @Test
  void everyShippedDeviceCanBeRead() {
    for (String name : Devices.names()) {
      Device device = Devices.named(name);
      assertEquals(name, device.name());
      assertTrue(device.budget().lut() < device.limits().lut());
      assertEquals(device.limits().dsp(), device.budget().dsp());
    }
    assertEquals(new Resources(220, 53200, 106400, 140, 0), Devices.named("z7020").limits());
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    UserProblem problem = assertThrows(UserProblem.class, () -> Devices.named("Z7030"));
    assertEquals(ExitCode.USAGE, problem.exitCode());
    assertEquals(
        "device (Z7030) is not known; known are Z7010, Z7020, Z7045, ZU7EV, U250",
        problem.getMessage());
  }

  @Test
  void aPathNamesADeviceFileAndItsMistakesAreNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.json");
    String good =
        "{\"formatVersion\": 1, \"name\": \"mine\", \"family\": \"xc7\", \"usableShare\": 0.5,"
            + "\"clockMegahertz\": 100,"
            + "\"limits\": {\"dsp\": 1, \"lut\": 2, \"ff\": 3, \"bram36\": 4, \"uram\": 0}}";
    Files.writeString(file, good);
    assertEquals(1.0, Devices.named(file.toString()).budget().lut());
    Files.writeString(file, good.replace("0.5", "1.5"));
    UserProblem problem =
        assertThrows(UserProblem.class, () -> Devices.named(file.toString()));
    assertEquals(
        file + ": usableShare (1.5) must be a number from 0.01 to 1.0", problem.getMessage());
    Files.writeString(file, good.replace("\"dsp\"", "\"dps\""));
    problem = assertThrows(UserProblem.class, () -> Devices.named(file.toString()));
    assertEquals(file + ": limits.dsp is missing", problem.getMessage());
    problem = assertThrows(UserProblem.class, () -> Devices.named("absent.json"));
    assertEquals("absent.json does not exist", problem.getMessage());
  }
}
