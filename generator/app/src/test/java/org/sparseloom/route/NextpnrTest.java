package org.sparseloom.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.UserProblem;

/** What nextpnr-ecp5 reports, in the form of its documentation. */
class NextpnrTest {
  @TempDir Path folder;

  @Test
  void theReportIsRead() throws IOException {
    Path report =
        Files.writeString(
            folder.resolve("report.json"),
            """
            {"fmax": {"$glbnet$aclk": {"achieved": 61.5, "constraint": 125.0}},
             "utilization": {"DCCA": {"available": 56, "used": 1},
                             "EHXPLLL": {"available": 4, "used": 0},
                             "MULT18X18D": {"available": 156, "used": 18}}}
            """);
    RouteResult result = RouteResult.read(report, "nextpnr", "command", "ECP5-85", 3);
    assertEquals(61.5, result.megahertz());
    assertEquals(125, result.wantedMegahertz());
    assertEquals(
        Map.of("DCCA", new RouteResult.Use(1, 56), "MULT18X18D", new RouteResult.Use(18, 156)),
        result.used());
  }

  @Test
  void aReportWithoutAClockIsRefused() throws IOException {
    Path report = Files.writeString(folder.resolve("report.json"), "{\"utilization\": {}}");
    assertTrue(
        assertThrows(
                IOException.class, () -> RouteResult.read(report, "nextpnr", "", "ECP5-85", 3))
            .getMessage()
            .startsWith("no clock in "));
  }

  @Test
  void anUnknownPartIsRefused() {
    assertEquals(Ecp5Part.ECP5_45, Ecp5Part.parse("ecp5-45"));
    String text =
        assertThrows(UserProblem.class, () -> Ecp5Part.parse("ECP5-12")).text();
    assertTrue(
        text.startsWith("device (ECP5-12) must be one of ECP5-25, ECP5-45, ECP5-85"), text);
  }
}
