package org.sparseloom.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A routed design: the contents of open/route.json.
 *
 * @param tool with version
 * @param command of nextpnr, in the design's folder
 * @param part e.g. "ECP5-85"
 * @param wantedMegahertz clock that was aimed at
 * @param megahertz clock that the routed design reaches
 * @param used cells by kind, those of which there are any
 * @param seconds of synthesis, placing and routing
 */
public record RouteResult(
    int formatVersion,
    String tool,
    String command,
    String part,
    double wantedMegahertz,
    double megahertz,
    Map<String, Use> used,
    double seconds) {
  /** Version of route.json. */
  public static final int FORMAT_VERSION = 1;

  /** The file's name in a design's folder. */
  public static final String FILE = "open/route.json";

  /** Cells of a kind: how many are used, and how many the part has. */
  public record Use(int used, int available) {}

  public RouteResult {
    used = new TreeMap<>(used);
  }

  /**
   * Reads what {@code nextpnr-ecp5 --report} wrote. A design has one clock.
   *
   * @throws IOException if the file cannot be read or names no clock
   */
  static RouteResult read(
      Path report, String tool, String command, String part, double seconds) throws IOException {
    JsonNode root = new ObjectMapper().readTree(report.toFile());
    Map<String, Use> used = new TreeMap<>();
    for (Map.Entry<String, JsonNode> kind : root.path("utilization").properties()) {
      Use use =
          new Use(
              kind.getValue().path("used").asInt(), kind.getValue().path("available").asInt());
      if (use.used() > 0) {
        used.put(kind.getKey(), use);
      }
    }
    for (Map.Entry<String, JsonNode> clock : root.path("fmax").properties()) {
      return new RouteResult(
          FORMAT_VERSION, tool, command, part, clock.getValue().path("constraint").asDouble(),
          clock.getValue().path("achieved").asDouble(), used, seconds);
    }
    throw new IOException("no clock in " + report);
  }
}
